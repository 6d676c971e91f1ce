// The same training twice: by `model.fit` of TensorFlow.js, the reference, and by `fit`. Rows come in their order, since TensorFlow.js
// shuffles with Math.random.
import { createRandom } from '@mlp-lab/core';
import { type FitArgs, fit } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';

export type Layer = Parameters<ReturnType<typeof sequential>['add']>[0];

const ROWS = 22;
const random = createRandom(5);
export const data = {
  x: { data: random.stream(1).normal(ROWS * 3, 0, 1), shape: [ROWS, 3] },
  /** One-hot, for the two outputs of `smallNetwork`. */
  y: {
    data: Float32Array.from({ length: ROWS * 2 }, (_, i) => Number((i >> 1) % 3 === 0 ? i % 2 : 1 - (i % 2))),
    shape: [ROWS, 2],
  },
};
export const heldOut = {
  x: { data: random.stream(2).normal(13 * 3, 0, 1), shape: [13, 3] },
  y: { data: Float32Array.from({ length: 26 }, (_, i) => Number((i >> 1) % 2 === i % 2)), shape: [13, 2] },
};

/** Batches of 8, 8 and 6 rows. */
export const ARGS = { epochs: 3, batchSize: 8, shuffle: false, verbose: 0 } as const;

export interface Network {
  optimizer?: string | tf.Optimizer;
  /** In place of the activation of the first layer. */
  middle?: Layer[];
  hidden?: object;
  compile?: object;
}

/** 3 → 4 → tanh → 2 → softmax, with the same weights at every call. */
export function smallNetwork({ optimizer = tf.train.sgd(0.5), middle, hidden, compile }: Network = {}): LayersModel {
  const kernelInitializer = (seed: number) => initializers.randomUniform({ minval: -0.7, maxval: 0.7, seed });
  const model = sequential({
    layers: [
      layers.dense({
        units: 4,
        inputShape: [3],
        name: uniqueName('hidden'),
        kernelInitializer: kernelInitializer(3),
        ...(middle ? {} : { activation: 'tanh' as const }),
        ...hidden,
      }),
      ...(middle ?? []),
      layers.dense({ units: 2, activation: 'softmax', kernelInitializer: kernelInitializer(4) }),
    ],
  });
  model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'], ...compile });
  return model;
}

let names = 0;
const uniqueName = (name: string) => `${name}_${names++}`;

export interface Outcome {
  history: Record<string, number[]>;
  epoch: number[];
  weights: number[][];
  /** Of the optimizer, the number of steps first. */
  state: number[][];
}

/** How a training is run: `trains(model, args)`. */
export const trainings = {
  'model.fit': async (model: LayersModel, args: object = {}, { x, y }: Samples = data) => {
    const tensors = [x, y].map(toTensor);
    const { history, epoch } = await model.fit(tensors[0], tensors[1], { ...ARGS, ...args } as never);
    tf.dispose(tensors);
    return outcome(model, history as Record<string, number[]>, epoch);
  },
  fit: async (model: LayersModel, args: FitArgs = {}, { x, y }: Samples = data) => {
    const { history, epoch } = await fit(model, x, y, { ...ARGS, ...args });
    return outcome(model, history, epoch);
  },
  'fit, compile: false': (model: LayersModel, args: FitArgs = {}, samples: Samples = data) =>
    trainings.fit(model, { ...args, compile: false }, samples),
};

export type Samples = typeof data;

export const toTensor = ({ data, shape }: { data: ArrayLike<number>; shape: readonly number[] }) =>
  tf.tensor(Float32Array.from(data), [...shape]);

async function outcome(model: LayersModel, history: object, epoch: number[]): Promise<Outcome> {
  const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  const state = await model.optimizer.getWeights().catch(() => []);
  return {
    history: history as Outcome['history'],
    epoch,
    weights,
    state: state.map(({ tensor }) => Array.from(tensor.dataSync())),
  };
}

/** Both compute in float32, in another order. */
export const TOLERANCE = 2e-5;

/** All differences above the tolerance, as text: empty where the outcomes agree. */
export function differences(a: Outcome, b: Outcome, tolerance = TOLERANCE): string[] {
  const found: string[] = [];
  compare('epoch', a.epoch, b.epoch);
  for (const name of new Set([...Object.keys(a.history), ...Object.keys(b.history)]))
    compare(`history.${name}`, a.history[name], b.history[name]);
  a.weights.forEach((weight, i) => {
    compare(`weight ${i}`, weight, b.weights[i]);
  });
  for (let i = 0; i < Math.max(a.state.length, b.state.length); i++) compare(`state ${i}`, a.state[i], b.state[i]);
  return found;

  function compare(name: string, left: readonly number[] = [], right: readonly number[] = []) {
    const same =
      left.length === right.length &&
      left.every((value, i) => Math.abs(value - right[i]) <= tolerance * Math.max(1, Math.abs(value)));
    if (!same) found.push(`${name}: ${left.slice(0, 6)} and ${right.slice(0, 6)}`);
  }
}
