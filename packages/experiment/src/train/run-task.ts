// Trains and tests one network: tensors → model → fit → predict, on the backend that its task names.
import { type Dataset, MlpLabError, type TensorData } from '@mlp-lab/core';
import { explain, type FitCallback, fit, type Logs, predict } from '@mlp-lab/engine';
import type { BuildTarget } from '@mlp-lab/models';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { BackendOptions } from '../backends/backend';
import { loadBackend } from '../backends/load-backend';
import { madeBy } from '../made-by';
import type { RunHistory } from '../report/report';
import { type Checkpoint, restoreState, saveState } from './checkpoint';
import { modelArtifacts, networkFacts } from './network-model';
import { recordSnapshots } from './record-snapshots';
import { rememberScaledImages, type ScaledImages } from './scaled-images';
import type { Task, TaskProgress, TaskResult } from './task';

export interface RunTaskOptions extends BackendOptions {
  dataset: Dataset;
  /** Builds the network, compiled, its weights drawn from the seed. */
  build(target: BuildTarget): LayersModel;
  /** Of a worker that keeps its tensors for the next task. */
  scaledImages?: ScaledImages;
  /** Where an earlier training of the same task stopped. @default from the start */
  checkpoint?: Checkpoint;
  /** Whether the result should include the trained network. @default false */
  keepModel?: boolean;
  onProgress?(progress: TaskProgress): void;
  onCheckpoint?(checkpoint: Checkpoint): void;
  /** The most threads that train the network together, as for `fit`. */
  threads?: number;
  /** Milliseconds of training after which the next batch ends with a checkpoint. @default at the end of each epoch */
  checkpointEvery?: number;
  signal?: AbortSignal;
  /** Ends training after the next batch with a last checkpoint, as `signal` does without one. */
  pause?: AbortSignal;
}

const PROGRESS_INTERVAL = 100; // milliseconds
const NO_HISTORY: RunHistory = { loss: [], acc: [], val_loss: [], val_acc: [] };

export async function runTask(task: Task, options: RunTaskOptions): Promise<TaskResult> {
  const { recipe, seed, probe, arithmetic } = task;
  const { dataset, build, checkpoint, keepModel, threads, onProgress, scaledImages = rememberScaledImages() } = options;
  const { tf, compile, loadFallback } = await loadBackend(task.backend, options);
  const { train, test } = scaledImages(dataset, recipe.scale);
  const model = build({ tf, seed, inputSize: train.x.shape[1], classes: dataset.classes });
  const recorder = probe ? recordSnapshots(tf, model, train, { probe, earlier: checkpoint?.snapshots }) : undefined;
  try {
    if (compile && !explain(model).compiled) await loadFallback();
    if (checkpoint) await restoreState(tf, model, checkpoint);
    const started = performance.now();
    const seconds = () =>
      (checkpoint?.seconds ?? 0) + (performance.now() - started) / 1000 - (recorder?.seconds() ?? 0);
    const history = structuredClone(checkpoint?.history ?? NO_HISTORY);
    const { epochs, batchSize, validationSplit } = recipe;
    const trainedOn = trainingCount(dataset.train.count, validationSplit);
    const continued = checkpoint?.continuedAfter && { continuedAfter: checkpoint.continuedAfter };
    const takeCheckpoint = async (position: Pick<Checkpoint, 'epochs' | 'sums'>): Promise<Checkpoint | undefined> => {
      const state = await saveState(model);
      const measured = recorder && { snapshots: [...recorder.snapshots] };
      const soFar = { ...position, history: structuredClone(history), seconds: seconds(), ...measured, ...continued };
      return state && { ...soFar, ...state };
    };
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, ...(options.signal ? [options.signal] : [])]);
    const callbacks: FitCallback[] = [
      { onEpochEnd: (_, logs) => append(history, logs) },
      ...(recorder ? [recorder.callback] : []),
      ...(onProgress ? [progressCallback(recipe, trainedOn, onProgress)] : []),
      checkpointCallback(trainedOn, options, takeCheckpoint, () => stop.abort()),
    ];
    const position = { initialEpoch: checkpoint?.epochs, initialSums: checkpoint?.sums };
    await fit(model, train.x, train.y, {
      epochs,
      ...position,
      batchSize,
      validationSplit,
      seed,
      compile,
      threads,
      arithmetic,
      signal,
      callbacks,
    });
    const result = { trainedOn, seconds: seconds(), history, madeBy: madeBy(arithmetic), ...continued };
    const { data: probabilities } = await predict(model, test.x, { compile });
    checkAnswers(task, probabilities);
    const heldOut = task.heldOut && (await predict(model, rowsFrom(train.x, trainedOn), { compile })).data;
    return {
      ...result,
      probabilities,
      heldOut,
      ...(recorder && { snapshots: recorder.snapshots }),
      ...(keepModel && {
        model: await modelArtifacts(tf, model, networkFacts(dataset, recipe.scale)),
        checkpoint: await takeCheckpoint({ epochs }),
      }),
    };
  } catch (error) {
    throw ownFailure(task, error);
  } finally {
    recorder?.dispose();
    model.dispose();
  }
}

/** The last batch can drive the weights beyond all numbers after the last loss was computed. */
function checkAnswers({ id }: Task, probabilities: ArrayLike<number>): void {
  for (let i = 0; i < probabilities.length; i++)
    if (!Number.isFinite(probabilities[i]))
      throw new MlpLabError(
        'diverged',
        `training of ${id} diverged in its last batch: its answers are ${probabilities[i]}`,
      );
}

/** An error in a plugin's code is the failure of its network alone; so are weights and activations that no memory holds. */
function ownFailure({ id, variant, plugins }: Task, cause: unknown): unknown {
  if (plugins === undefined && cause instanceof RangeError)
    return new MlpLabError('bad-model', `${id} does not fit into memory: ${cause.message}`, { cause });
  const isKnown = cause instanceof MlpLabError && ['aborted', 'diverged', 'bad-model'].includes(cause.code);
  const own = (cause as Error)?.cause; // of TensorFlow.js, which calls the plugin's code
  if (plugins === undefined || (isKnown && !(cause.code === 'bad-model' && own))) return cause;
  const problem = ((own ?? cause) as Error)?.message ?? String(cause);
  return new MlpLabError('bad-model', `plugin ${plugins[0]}, variant '${variant}': training failed: ${problem}`, {
    cause,
  });
}

/** How many images remain for training if the last `validationSplit` of them are held out (Keras's rule: rounded down). */
function trainingCount(count: number, validationSplit: number): number {
  return Math.floor(count * (1 - validationSplit));
}

function rowsFrom({ data, shape: [count, width] }: TensorData, row: number): TensorData {
  return { data: data.subarray(row * width), shape: [count - row, width] };
}

function append(history: RunHistory, logs: Logs = {}): void {
  for (const metric of Object.keys(history) as (keyof RunHistory)[])
    if (logs[metric] !== undefined) history[metric].push(logs[metric]);
}

/** Hands out a checkpoint at the end of each epoch or, with `checkpointEvery`, after the batch with which so much time has passed. */
function checkpointCallback(
  trainedOn: number,
  { onCheckpoint, checkpointEvery, pause }: RunTaskOptions,
  take: (position: Pick<Checkpoint, 'epochs' | 'sums'>) => Promise<Checkpoint | undefined>,
  stop: () => void,
): FitCallback {
  let last = performance.now();
  const isDue = (isEpochEnd: boolean) =>
    checkpointEvery === undefined ? isEpochEnd : performance.now() - last >= checkpointEvery;
  const handOut = async (position: Pick<Checkpoint, 'epochs' | 'sums'>) => {
    const isLast = pause?.aborted ?? false;
    if (onCheckpoint && (isLast || isDue(position.sums === undefined))) {
      const checkpoint = await take(position);
      if (checkpoint) onCheckpoint(checkpoint);
      last = performance.now();
    }
    if (isLast) stop();
  };
  return {
    onYield(epoch, _batch, _logs, sums) {
      if (sums.count < trainedOn) return handOut({ epochs: epoch, sums: structuredClone(sums) }); // else the epoch ends
    },
    onEpochEnd: (epoch) => handOut({ epochs: epoch + 1 }),
  };
}

/** Reports the end of each epoch and, whenever training pauses within one, progress, but no more often than people can read. */
function progressCallback(
  { epochs, batchSize }: Task['recipe'],
  trainedOn: number,
  onProgress: (progress: TaskProgress) => void,
): FitCallback {
  const steps = Math.ceil(trainedOn / batchSize);
  let reported = 0;
  return {
    onYield(epoch, batch, { loss, acc }) {
      if (performance.now() - reported < PROGRESS_INTERVAL) return;
      reported = performance.now();
      const fraction = (epoch + (batch + 1) / steps) / epochs;
      onProgress({ epoch: epoch + 1, epochs, isEpochEnd: false, fraction, loss, acc });
    },
    onEpochEnd(epoch, logs = {}) {
      const { loss, acc, val_loss, val_acc } = logs;
      const fraction = (epoch + 1) / epochs;
      onProgress({ epoch: epoch + 1, epochs, isEpochEnd: true, fraction, loss, acc, val_loss, val_acc });
    },
  };
}
