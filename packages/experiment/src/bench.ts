// How fast each backend trains a network: milliseconds per epoch, in this process.
import {
  ARITHMETICS,
  type Arithmetic,
  checkCount,
  checkSignal,
  checkString,
  type Dataset,
  MlpLabError,
  oneOf,
  suggestNames,
} from '@mlp-lab/core';
import { toTrainingTensors } from '@mlp-lab/data-mnist';
import { fit } from '@mlp-lab/engine';
import { buildMlp, defaultOptimizer, notebookRecipe, type Recipe } from '@mlp-lab/models';
import type { BackendOptions } from './backends/backend';
import { checkArithmetic } from './backends/check-arithmetic';
import { loadBackend } from './backends/load-backend';
import { type Checks, checkGiven, trainingChecks } from './check-options';

const RELU: Recipe = { ...notebookRecipe, activation: 'relu' };

/**
 * The networks to time, by name. `relu` is the unit of work: the notebook's ReLU network, batch size 32, raw pixels, one epoch
 * over the first 70 % of the images and an evaluation of the rest. The others change one thing; `wide` is 784-512-512-10, and
 * `demo`, that of jax-js's demo, 784-256-128-10, both with batch size 128.
 */
export const workloads: Readonly<Record<string, Recipe>> = {
  relu: RELU,
  adam: { ...RELU, optimizer: { ...defaultOptimizer('adam'), learningRate: 0.001 } },
  'batch-norm': { ...RELU, batchNormalization: true },
  dropout: { ...RELU, dropout: 0.2 },
  standardized: { ...RELU, scale: 'standard' },
  wide: { ...RELU, hidden: [512, 512], batchSize: 128 },
  demo: { ...RELU, hidden: [256, 128], batchSize: 128 },
};

/** Options of `bench`. */
export interface BenchOptions extends BackendOptions {
  /** The images to train on: the first 70 % of its training images. */
  dataset: Dataset;
  /** A name in `workloads`. */
  workload: string;
  /** A name in `listBackends()`, or `auto` for the fastest available one. */
  backend: string;
  /** How the engine multiplies and adds: see `fit`. @default 'separate' */
  arithmetic?: Arithmetic | undefined;
  /** Epochs to measure, after one that is not counted. */
  epochs: number;
  /** The most threads that train the network together, as for `fit`. @default 1 */
  threads?: number | undefined;
  /** Ends the measurement with an MlpLabError `aborted`. */
  signal?: AbortSignal | undefined;
}

/** One workload on one backend. */
export interface Measurement extends Timing {
  /** A name in `workloads`. */
  workload: string;
  /** What computed. */
  backend: string;
  /** How the engine multiplied and added, if that was asked for. */
  arithmetic?: Arithmetic;
  /** How many threads trained it together, if more than one. */
  threads?: number;
}

/** Milliseconds per epoch, validation included. */
export interface Timing {
  /** Of each epoch, in order. */
  epochs: number[];
  /** The fastest epoch: other programs on the machine only ever slow one down. */
  min: number;
  /** Of the epochs. */
  median: number;
  /** Of the epochs. */
  max: number;
}

/** A network in training that waits for its turns. */
export interface OpenBench {
  /** What is trained, and by what. */
  readonly measured: Pick<Measurement, 'workload' | 'backend' | 'arithmetic' | 'threads'>;
  /** Trains an epoch. Resolves to its milliseconds. @throws MlpLabError what ended training; `aborted` once it is closed. */
  epoch(): Promise<number>;
  /** Ends training. */
  close(): Promise<void>;
}

/**
 * Times the training of one workload on one backend, with evaluation of the last 30 % of the images after each epoch.
 *
 * @throws MlpLabError `unknown-name` for an unknown workload or backend; `unavailable` where the backend can't start.
 */
export async function bench(given: BenchOptions): Promise<Measurement> {
  const opened = await openBench(given);
  const times: number[] = [];
  try {
    while (times.length < given.epochs) times.push(await opened.epoch());
  } finally {
    await opened.close();
  }
  return { ...opened.measured, ...timing(times) };
}

/**
 * The same, an epoch whenever it is asked for, after one that is not counted: for competitors that take turns.
 *
 * @throws MlpLabError as `bench`.
 */
export async function openBench(given: BenchOptions): Promise<OpenBench> {
  const options = checkGiven('bench', given, CHECKS, ['dataset', 'workload', 'backend', 'epochs']);
  const { dataset, workload, threads = 1, arithmetic, signal } = options;
  const recipe = workloads[workload];
  const { name: backend, tf, compile } = await loadBackend(options.backend, options);
  checkArithmetic(arithmetic, backend, true);
  const { train } = toTrainingTensors(dataset, { scale: recipe.scale });
  const model = buildMlp(recipe, { tf, seed: 1, inputSize: train.x.shape[1], classes: dataset.classes });
  const { batchSize, validationSplit } = recipe;
  const args = { batchSize, validationSplit, seed: 1, compile, threads, arithmetic, signal };
  let trained = 0;
  let running: Promise<unknown> | undefined;
  let isClosed = false;

  // Each epoch is a fit of its own, so that between its turns a competitor has no threads, which the others would go without.
  async function epoch() {
    if (isClosed) throw new MlpLabError('aborted', 'the benchmark was closed: open another one');
    let started = 0;
    let ended = 0;
    const clock = {
      onEpochBegin() {
        started = performance.now();
      },
      onEpochEnd() {
        ended = performance.now();
      },
    };
    const turn = { initialEpoch: trained, epochs: trained + 1, callbacks: [clock] };
    const training = fit(model, train.x, train.y, { ...args, ...turn });
    running = training;
    const { threads: used } = await training;
    trained += 1;
    return { time: ended - started, used };
  }

  const close = async () => {
    isClosed = true;
    await running?.catch(() => {});
    model.dispose();
  };
  try {
    const { used } = await epoch();
    const measured = { workload, backend, ...(arithmetic && { arithmetic }), ...(used > 1 && { threads: used }) };
    return { measured, epoch: async () => (await epoch()).time, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const { dataset: checkDataset, backend: checkBackendName, wasmPaths: checkWasmPaths } = trainingChecks;
const CHECKS: Checks<BenchOptions> = {
  dataset: checkDataset,
  workload: (name, value) => checkWorkload(checkString(name, value)),
  backend: checkBackendName,
  wasmPaths: checkWasmPaths,
  arithmetic: oneOf(ARITHMETICS),
  epochs: checkCount,
  threads: checkCount,
  signal: checkSignal,
};

/**
 * The minimum, median and maximum of the measured epochs.
 *
 * @param epochs milliseconds of each, at least one.
 */
export function timing(epochs: number[]): Timing {
  const sorted = epochs.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
  return { epochs, min: sorted[0], median, max: sorted[sorted.length - 1] };
}

/**
 * Checks that `workloads` has that name.
 *
 * @throws MlpLabError `unknown-name` for a name that is not in `workloads`.
 */
export function checkWorkload(name: string): void {
  checkString('workload', name);
  if (Object.hasOwn(workloads, name)) return;
  throw new MlpLabError('unknown-name', `unknown workload '${name}': ${suggestNames(name, Object.keys(workloads))}`);
}
