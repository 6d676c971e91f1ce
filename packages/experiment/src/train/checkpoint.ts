// A network in training, as plain data: enough to continue training to the same bits, on any worker.
import { MlpLabError } from '@mlp-lab/core';
import { type FitArgs, optimizerWeights, setOptimizerWeights } from '@mlp-lab/engine';
import type { TensorFlow } from '@mlp-lab/models';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { RunHistory } from '../report/report';
import type { LayerSnapshot } from './record-snapshots';

/**
 * The state after a batch. The random numbers need no state: they are a function of the seed, the epoch and the step, so their position
 * is that of training.
 */
export interface Checkpoint {
  /** Epochs trained so far. */
  epochs: number;
  /** Within an epoch: the sums over its rows so far, as `fit` continues from them. Absent at the end of an epoch. */
  sums?: Sums;
  /** In the order of `model.weights`. */
  weights: SavedTensor[];
  /** As `Optimizer.getWeights` gives them: the number of steps first. */
  optimizer: SavedTensor[];
  /** The metrics of the epochs so far. */
  history: RunHistory;
  /** Seconds of training so far. */
  seconds: number;
  /** The measures so far, if the task asks for them. */
  snapshots?: LayerSnapshot[];
  /** After how many epochs a finished training was trained on. */
  continuedAfter?: number[];
}

export type Sums = NonNullable<FitArgs['initialSums']>;

/** The values of one weight or of one slot of the optimizer. */
export interface SavedTensor {
  /** Unique in its model or optimizer. */
  name: string;
  /** The number of elements along each axis. */
  shape: number[];
  /** TensorFlow.js's name of the type. */
  dtype: 'float32' | 'int32';
  /** The elements, row-major. */
  data: Float32Array | Int32Array;
}

/** Undefined where the optimizer, one of a plugin's own, can't save its state. */
export async function saveState(model: LayersModel): Promise<Pick<Checkpoint, 'weights' | 'optimizer'> | undefined> {
  const [count, ...slots] = await optimizerWeights(model.optimizer);
  if (count === undefined) return undefined;
  const optimizer = await Promise.all([count, ...slots].map(({ name, tensor }) => saveTensor(name, tensor)));
  count.tensor.dispose(); // the others are the optimizer's own
  return { weights: await saveWeights(model), optimizer };
}

/** In the order of `model.weights`. */
export const saveWeights = ({ weights }: LayersModel): Promise<SavedTensor[]> =>
  Promise.all(weights.map((weight) => saveTensor(weight.originalName, weight.read())));

/** @throws MlpLabError `invalid-argument` for the checkpoint of another network. */
export async function restoreState(
  tf: TensorFlow,
  model: LayersModel,
  { weights, optimizer }: Pick<Checkpoint, 'weights' | 'optimizer'>,
): Promise<void> {
  checkShapes(model, weights);
  const restored = weights.map((saved) => loadTensor(tf, saved));
  const slots = optimizer.map((saved) => ({ name: saved.name, tensor: loadTensor(tf, saved) }));
  try {
    for (const [i, weight] of model.weights.entries()) (weight.read() as Variable).assign(restored[i]); // `write` would apply a constraint, which training does not
    await setOptimizerWeights(model.optimizer, slots);
  } finally {
    tf.dispose([restored, slots.map(({ tensor }) => tensor)]);
  }
}

async function saveTensor(name: string, tensor: Tensor): Promise<SavedTensor> {
  const dtype = tensor.dtype === 'int32' ? 'int32' : 'float32';
  const data = (await tensor.data()).slice() as Float32Array | Int32Array;
  return { name, shape: [...tensor.shape], dtype, data };
}

const loadTensor = (tf: TensorFlow, { data, shape, dtype }: SavedTensor) => tf.tensor(data, shape, dtype);

function checkShapes(model: LayersModel, saved: readonly SavedTensor[]): void {
  const shapes = (list: readonly { shape: readonly (number | null)[] }[]) =>
    list.map(({ shape }) => shape.join('×')).join(', ');
  if (shapes(model.weights) === shapes(saved)) return;
  throw new MlpLabError(
    'invalid-argument',
    `checkpoint: expected weights of the shapes ${shapes(model.weights)}, received ${shapes(saved)}`,
  );
}
