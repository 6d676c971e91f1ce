// Trains one network and asks it about the test images: tensors → model → fit → predict, on the backend that its task names.
import { type Dataset, MlpLabError, type TensorData } from '@mlp-lab/core';
import { toTrainingTensors } from '@mlp-lab/data-mnist';
import { type FitCallback, fit, predict } from '@mlp-lab/engine';
import { type BuildTarget, buildMlp } from '@mlp-lab/models';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { BackendOptions } from '../backends/backend';
import { loadBackend } from '../backends/load-backend';
import { modelArtifacts, networkFacts } from './network-model';
import { recordLayers } from './record-layers';
import type { Task, TaskProgress, TaskResult } from './task';

export interface RunTaskOptions extends BackendOptions {
  dataset: Dataset;
  /** Builds the network where the recipe does not say it all. By default the recipe's own layers. */
  build?(target: BuildTarget): LayersModel;
  /** Whether the result is to hold the trained network. */
  keepModel?: boolean;
  onProgress?(progress: TaskProgress): void;
  signal?: AbortSignal;
}

/** What a caller may want of a task that says it all. */
export type TaskOptions = Pick<RunTaskOptions, 'keepModel' | 'onProgress' | 'signal'>;

const PROGRESS_INTERVAL = 100; // milliseconds

export async function runTask(task: Task, options: RunTaskOptions): Promise<TaskResult> {
  const { recipe, seed } = task;
  const { dataset, build = (target) => buildMlp(recipe, target), keepModel, onProgress, signal } = options;
  const { tf, compile } = await loadBackend(task.backend, options);
  const { train, test } = toTrainingTensors(dataset, { scale: recipe.scale });
  const model = build({ tf, seed, inputSize: train.x.shape[1], classes: dataset.classes });
  const recorder = task.probe === undefined ? undefined : recordLayers(tf, model, train, task.probe);
  try {
    const started = performance.now();
    const { epochs, batchSize, validationSplit } = recipe;
    const trainedOn = trainingCount(dataset.train.count, validationSplit);
    const callbacks = [
      ...(recorder ? [recorder.callback] : []),
      ...(onProgress ? [progressCallback(recipe, trainedOn, onProgress)] : []),
    ];
    const args = { epochs, batchSize, validationSplit, seed, compile, signal, callbacks };
    const { history } = await fit(model, train.x, train.y, args);
    const seconds = (performance.now() - started) / 1000 - (recorder?.seconds() ?? 0);
    const { data: probabilities } = await predict(model, test.x, { compile });
    const heldOut = task.heldOut && (await predict(model, rowsFrom(train.x, trainedOn), { compile })).data;
    const { acc: accuracies = [], val_loss = [], val_acc = [] } = history;
    return {
      trainedOn,
      seconds,
      history: { loss: history.loss, acc: accuracies, val_loss, val_acc },
      probabilities,
      heldOut,
      ...(recorder && { moments: recorder.moments }),
      ...(keepModel && { model: await modelArtifacts(tf, model, networkFacts(dataset, recipe.scale)) }),
    };
  } catch (error) {
    throw ownFailure(task, error);
  } finally {
    recorder?.dispose();
    model.dispose();
  }
}

/** What goes wrong within a plugin's code is the failure of its network alone. */
function ownFailure({ variant, plugins }: Task, cause: unknown): unknown {
  const isTold = cause instanceof MlpLabError && ['aborted', 'diverged', 'bad-model'].includes(cause.code);
  if (plugins === undefined || isTold) return cause;
  const problem = (cause as Error)?.message ?? String(cause);
  return new MlpLabError('bad-model', `plugin ${plugins[0]}, variant '${variant}': training failed: ${problem}`, {
    cause,
  });
}

/** How many images are left to train on when the last `validationSplit` of them are held out (Keras's rule: rounded down). */
function trainingCount(count: number, validationSplit: number): number {
  return Math.floor(count * (1 - validationSplit));
}

function rowsFrom({ data, shape: [count, width] }: TensorData, row: number): TensorData {
  return { data: data.subarray(row * width), shape: [count - row, width] };
}

/** Reports at each epoch's end, and within an epoch whenever training pauses, no oftener than people can read. */
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
