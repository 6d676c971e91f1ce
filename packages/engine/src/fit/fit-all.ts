// Trains many models at once, one per thread, over one copy of the data.

import { createLimiter } from '@mlp-lab/core';
import { checkOptions } from '@mlp-lab/core/checks';
import {
  checkCount,
  checkFunction,
  checkObject,
  checkSignal,
  checkString,
  checkUrl,
  coreCount,
  describeValue,
  invalidArgument,
  MlpLabError,
} from '@mlp-lab/core/common';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type ModelInput, tensorReader } from '../data/tensor-input';
import { type Lowered, lower } from '../lower/lower';
import { lowerModel } from '../lower/lower-model';
import { writeState } from '../lower/model-state';
import { checkCompiled, modelContract } from '../tfjs/model-contract';
import type { TrainEnd } from '../threads/messages';
import { openTrainingThreads } from '../threads/open-training-threads';
import { inputSharer } from '../threads/share-inputs';
import { trainInTurn } from '../threads/train-in-turn';
import { loadProgram } from './compiled-trainer';
import { fit } from './fit';
import type { FitArgs, FitResult, Logs } from './fit-args';
import { lockModel } from './lock-model';
import { prepareFit } from './prepare-fit';

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
  args?: Omit<FitArgs, 'callbacks' | 'signal' | 'yieldEvery'>;
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
  jobs?: number;
  /**
   * The most threads that train one model together, as for `fit`; a job's own `args.threads` comes first. @default the number of cores
   * divided by that of models trained at once
   */
  threads?: number;
  /**
   * The address of the threads' script, this package's `worker.js`, for bundlers that don't find it (esbuild, Rollup): in Node, a path or
   * file URL. If no thread can be started, the jobs train on this thread, one after another. @default beside this module
   */
  workerUrl?: string | URL;
  /** Stops all jobs. Each model keeps the weights it has reached. */
  signal?: AbortSignal;
  /** Called several times an epoch, for each job. What it throws ends all jobs, as `signal` does, and is thrown as it is. */
  onProgress?(progress: JobProgress): void;
}

/**
 * Trains many models on threads, each to the same bits as `fit`. Models that can't be compiled train through TensorFlow.js on this
 * thread in the meantime. The trained weights and optimizer states are written back to the models.
 *
 * @returns the results in the order of the jobs.
 * @throws MlpLabError as `fit`, with the name of the first job that failed, once all other jobs have ended.
 */
export async function fitAll(jobs: readonly FitJob[], given?: FitAllOptions | null): Promise<FitResult[]> {
  const {
    jobs: wanted = coreCount(),
    threads,
    workerUrl,
    onProgress = () => {},
    ...options
  } = checkFitAllOptions(given);
  checkJobs(jobs);
  const atOnce = Math.min(wanted, Math.max(jobs.length, 1));
  const each = threads ?? Math.max(1, Math.floor(coreCount() / atOnce));
  const pool = openTrainingThreads(atOnce, workerUrl);
  const inTurn = createLimiter(atOnce);
  const share = inputSharer();
  const readOnce = tensorReader();
  let onThisThread: Promise<unknown> = Promise.resolve(); // one job after another
  const stop = new AbortController(); // for what onProgress throws, which a thread's message calls
  const signal = AbortSignal.any([stop.signal, options.signal ?? stop.signal]);
  const running = jobs.map(async (job): Promise<FitResult> => {
    const data = { ...job, x: await readOnce(job.x), y: await readOnce(job.y) };
    const args: FitArgs = { ...job.args, signal };
    const report = (event: Omit<JobProgress, 'job' | 'epochs'>) => {
      try {
        onProgress({ job: job.name, epochs: args.epochs ?? 1, ...event });
      } catch (error) {
        stop.abort(error);
      }
    };
    const lowered = args.compile === false ? { reasons: [] } : await lowerModel(job.model, lower);
    if (!('reasons' in lowered)) {
      const tell = threads !== undefined;
      const train = trainInTurn({ pool, inTurn, workerUrl, threads: args.threads ?? each, tell });
      return onThreads(data, lowered, args, train, share, report);
    }
    const turn = onThisThread.then(() => fit(job.model, data.x, data.y, { ...args, callbacks: endOfEpoch(report) }));
    onThisThread = turn.catch(() => {});
    return turn;
  });
  const ended = await Promise.allSettled(running);
  pool.close();
  stop.signal.throwIfAborted();
  const results = ended.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  for (const [i, end] of ended.entries()) if (end.status === 'rejected') throw namedError(jobs[i].name, end.reason);
  return results;
}

async function onThreads(
  { model, x, y }: FitJob,
  lowered: Lowered,
  args: FitArgs,
  train: ReturnType<typeof trainInTurn>,
  share: ReturnType<typeof inputSharer>,
  report: (event: Omit<JobProgress, 'job' | 'epochs'>) => void,
): Promise<FitResult> {
  const { training, validation, options, result } = await prepareFit(model, x, y, args);
  const release = lockModel(model);
  try {
    const loaded = share(await loadProgram(model, lowered, args.arithmetic, training, validation));
    const { signal, ...plain } = options;
    const request = { kind: 'train', loaded, options: plain, result } as const;
    const end = await train(request, ({ kind: _, ...progress }) => report(progress), signal);
    if (end.state) await writeState(model, lowered, end.state);
    if (end.kind === 'failed') throw failure(end, signal);
    return { ...end.result, arithmetic: loaded.program.arithmetic };
  } finally {
    release();
  }
}

const failure = ({ code, message }: Extract<TrainEnd, { kind: 'failed' }>, signal?: AbortSignal): Error =>
  code === undefined ? new Error(message) : new MlpLabError(code, message, { cause: signal?.reason });

const endOfEpoch = (report: (event: Omit<JobProgress, 'job' | 'epochs'>) => void) => ({
  onEpochEnd: (epoch: number, logs: Logs = {}) => report({ epoch, fraction: 1, isEpochEnd: true, logs }),
});

function namedError(name: string, cause: unknown): MlpLabError {
  const code = cause instanceof MlpLabError ? cause.code : 'bad-model';
  return new MlpLabError(code, `job "${name}": ${(cause as Error).message}`, { cause });
}

/** @throws MlpLabError as `checkFitArgs`. */
const checkFitAllOptions = (options: FitAllOptions | null | undefined): FitAllOptions =>
  checkOptions('fitAll', options, {
    jobs: (name, value) => checkCount(name, value),
    threads: (name, value) => checkCount(name, value),
    workerUrl: checkUrl,
    signal: checkSignal,
    onProgress: checkFunction,
  });

/** @throws MlpLabError `invalid-argument` or `bad-model` where a job has no name or no model that can be trained. */
function checkJobs(jobs: readonly FitJob[]): void {
  if (!Array.isArray(jobs)) throw invalidArgument('jobs', 'an array', describeValue(jobs));
  for (const [i, job] of jobs.entries()) {
    checkObject(`jobs[${i}]`, job);
    checkString(`jobs[${i}].name`, (job as FitJob).name);
    checkOptions(`jobs[${i}]`, job, { name: checkString, model() {}, x() {}, y() {}, args() {} });
    const { callbacks, signal }: FitArgs = job.args ?? {}; // on a thread, they would have no effect
    if (callbacks ?? signal)
      throw invalidArgument(`jobs[${i}].args`, 'no callbacks and no signal: fitAll has onProgress and signal', 'some');
    modelContract(job.model);
    checkCompiled(job.model);
  }
}
