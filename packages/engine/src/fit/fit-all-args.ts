// The arguments of fitAll.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelInput } from '../data/tensor-input';
import type { FitArgs, Logs } from './fit-args';

/** One model to train. */
export interface FitJob {
  /** Names the job in errors and progress. */
  name: string;
  /** The model to train. It is changed in place, as by `fit`. */
  model: LayersModel;
  /** The input, `[rows, …]`. Jobs that give the same object share one copy. */
  x: ModelInput;
  /** The targets, as for `fit`. */
  y: ModelInput;
  /** As for `fit`. Callbacks can't be sent to threads: they are refused, use `onProgress`. */
  args?: Omit<FitArgs, 'callbacks' | 'signal' | 'yieldEvery'> | undefined;
}

/** How far one job of `fitAll` has come. */
export interface JobProgress {
  /** The job's name. */
  job: string;
  /** The epoch that is running or has just ended, from 0. */
  epoch: number;
  /** The epoch to stop before. */
  epochs: number;
  /** The fraction of the epoch that is done, 0 to 1. */
  fraction: number;
  /** Whether the epoch has ended. */
  isEpochEnd: boolean;
  /** Means over the epoch so far; at its end, the values of the History. */
  logs: Logs;
}

/** Options of `fitAll`. */
export interface FitAllOptions {
  /** How many models to train at once. @default the number of cores */
  jobs?: number | undefined;
  /**
   * The most threads that train one model together, as for `fit`; a job's own `args.threads` comes first. @default the number of cores
   * divided by that of models trained at once
   */
  threads?: number | undefined;
  /**
   * The address of the threads' script, this package's `worker.js`, for bundlers that don't find it (esbuild, Rollup): in Node, a path or
   * file URL. If no thread can be started, the jobs train on this thread, one after another. @default beside this module
   */
  workerUrl?: string | URL | undefined;
  /** Stops all jobs. Each model keeps the weights it has reached. */
  signal?: AbortSignal | undefined;
  /**
   * Called several times an epoch, for each job. If it throws, or returns a promise that rejects, all jobs end, as by `signal`, and `fitAll`
   * throws the same.
   */
  onProgress?: ((progress: JobProgress) => void) | undefined;
}
