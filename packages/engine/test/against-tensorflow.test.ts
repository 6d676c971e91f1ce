// The same fit, compiled and through TensorFlow.js on its cpu backend. Both compute in float32, in other orders: after a
// few dozen steps numbers of about 1 differ by some 1e-6; 2e-5 leaves room for sums over the rows of an epoch.
import '@tensorflow/tfjs-backend-cpu';
import { createRandom } from '@mlp-lab/core';
import { evaluate, explain, type FitArgs, fit, predict } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import {
  model as functional,
  initializers,
  input,
  type LayersModel,
  layers,
  regularizers,
  sequential,
} from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { near } from './near';

const ROWS = 40;

type Layer = Parameters<ReturnType<typeof sequential>['add']>[0];

const names = [
  'linear',
  'sigmoid',
  'hardSigmoid',
  'tanh',
  'relu',
  'relu6',
  'elu',
  'selu',
  'softplus',
  'softsign',
  'swish',
  'mish',
  'gelu',
  'softmax',
] as const;
const activations: [string, () => Layer][] = [
  ...names.map((name): [string, () => Layer] => [name, () => layers.activation({ activation: name })]),
  ['ReLU', () => layers.reLU()],
  ['ReLU with a greatest value', () => layers.reLU({ maxValue: 0.5 })],
  ['LeakyReLU', () => layers.leakyReLU({ alpha: 0.1 })],
  ['PReLU', () => layers.prelu({ alphaInitializer: initializers.constant({ value: 0.2 }) })],
  ['PReLU with one alpha', () => layers.prelu({ sharedAxes: [1] })],
  ['ThresholdedReLU', () => layers.thresholdedReLU({ theta: 0.2 })],
  ['ELU', () => layers.elu()],
  ['Softmax', () => layers.softmax()],
];

const others: [string, () => Layer][] = [
  ['BatchNormalization', () => layers.batchNormalization({ momentum: 0.8 })],
  ['LayerNormalization', () => layers.layerNormalization()],
  ...[{ scale: false }, { center: false }, { scale: false, center: false }].flatMap(
    (without): [string, () => Layer][] => [
      [`BatchNormalization ${JSON.stringify(without)}`, () => layers.batchNormalization({ momentum: 0.8, ...without })],
      [`LayerNormalization ${JSON.stringify(without)}`, () => layers.layerNormalization(without)],
    ],
  ),
  ['Dropout', () => layers.dropout({ rate: 0.3 })],
  ['AlphaDropout', () => layers.alphaDropout({ rate: 0.3 })],
  ['GaussianNoise', () => layers.gaussianNoise({ stddev: 0.3 })],
  ['GaussianDropout', () => layers.gaussianDropout({ rate: 0.3 })],
  ['Dense without bias', () => layers.dense({ units: 3, useBias: false })],
  [
    'Dense, regularized',
    () =>
      layers.dense({ units: 3, kernelRegularizer: regularizers.l1l2({ l1: 0.01, l2: 0.02 }), biasRegularizer: 'l1l2' }),
  ],
  ['Dense, frozen', () => layers.dense({ units: 3, trainable: false })],
  [
    'Reshape and Flatten',
    () =>
      sequential({
        layers: [
          layers.reshape({ targetShape: [5, 1], inputShape: [5] }),
          layers.activation({ activation: 'tanh' }),
          layers.flatten(),
        ],
      }),
  ],
  [
    'a model as a layer',
    () =>
      sequential({
        layers: [layers.dense({ units: 4, inputShape: [5], activation: 'tanh' }), layers.dropout({ rate: 0.2 })],
      }),
  ],
];

const outputs = {
  categoricalCrossentropy: 'softmax',
  sparseCategoricalCrossentropy: 'softmax',
  binaryCrossentropy: 'sigmoid',
  meanSquaredError: 'linear',
  meanAbsoluteError: 'tanh',
} as const;
type Loss = keyof typeof outputs;
const losses = Object.keys(outputs) as Loss[];

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
const models: LayersModel[] = [];
afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});

describe('compiled and through TensorFlow.js, a fit gives the same numbers', () => {
  it.each(activations)('through %s, for every loss', async (_, middle) => {
    for (const loss of losses) await compare(middle, loss);
  });

  it.each(others)('through %s', async (_, middle) => {
    await compare(middle, 'categoricalCrossentropy', { shuffle: false });
    await compare(middle, 'meanSquaredError', { batchSize: 40 });
  });

  it.each(losses)('for %s, with sample weights and metrics by name', async (loss) => {
    const metrics =
      loss === 'sparseCategoricalCrossentropy'
        ? ['accuracy', 'ce']
        : ['accuracy', 'ce', 'mse', 'mae', 'binaryAccuracy'];
    const sampleWeight = createRandom(3).uniform(ROWS, 0, 2);
    await compare(() => layers.activation({ activation: 'tanh' }), loss, { sampleWeight }, metrics);
  });

  it('for a single output', async () => {
    for (const loss of ['binaryCrossentropy', 'meanSquaredError'] as const)
      await compare(() => layers.activation({ activation: 'tanh' }), loss, {}, ['accuracy'], 1);
  });

  it('for a functional model that is a chain', async () => {
    const build = () => {
      const x = input({ shape: [2, 2] });
      const flat = layers.flatten().apply(x);
      const hidden = layers.dense({ units: 3, activation: 'tanh' }).apply(flat);
      const y = layers.dense({ units: 3, activation: 'softmax' }).apply(hidden);
      return functional({ inputs: x, outputs: y as typeof x });
    };
    await compareModels(build, 'categoricalCrossentropy', {}, ['accuracy'], 3, [2, 2]);
  });
});

const compare = (middle: () => Layer, loss: Loss, args: FitArgs = {}, metrics = ['accuracy'], classes = 3) => {
  const build = () =>
    sequential({
      layers: [
        layers.dense({ units: 5, inputShape: [4] }),
        middle(),
        layers.dense({ units: classes }),
        layers.activation({ activation: outputs[loss] }),
      ],
    });
  return compareModels(build, loss, args, metrics, classes, [4]);
};

async function compareModels(
  build: () => LayersModel,
  loss: Loss,
  args: FitArgs,
  metrics: string[],
  classes: number,
  rowShape: number[],
) {
  const [compiled, through] = [prepared(build, loss, metrics), prepared(build, loss, metrics)];
  expect(explain(compiled)).toMatchObject({ compiled: true, reasons: [] });
  const { x, y } = data(loss, classes, rowShape);
  const all: FitArgs = { epochs: 2, batchSize: 7, validationSplit: 0.2, seed: 9, ...args };
  const one = await fit(compiled, x, y, { ...all, compile: true });
  const other = await fit(through, x, y, { ...all, compile: false });
  expect(Object.keys(one.history)).toEqual(Object.keys(other.history));
  for (const [name, values] of Object.entries(other.history)) near(one.history[name]!, values!, name);
  for (const [i, weight] of compiled.getWeights().entries())
    near(weight.dataSync(), through.getWeights()[i].dataSync(), compiled.weights[i].name);
  const [evaluated, expected] = [await evaluate(compiled, x, y), await evaluate(through, x, y, { compile: false })];
  expect(Object.keys(evaluated)).toEqual(Object.keys(expected));
  near(Object.values<number>(evaluated), Object.values<number>(expected), 'evaluation');
  const [predicted, byLayers] = [await predict(compiled, x), await predict(through, x, { compile: false })];
  expect(predicted.shape).toEqual(byLayers.shape);
  near(predicted.data, byLayers.data, 'prediction');
}

/** A model with the same weights at every call. */
function prepared(build: () => LayersModel, loss: Loss, metrics: string[]): LayersModel {
  const model = build();
  models.push(model);
  const random = createRandom(4);
  const weights = model.weights.map(({ shape, originalName }, i) => {
    const size = shape.reduce<number>((product, length) => product * length!, 1);
    const least = /variance|gamma|alpha/.test(originalName) ? 0.2 : -0.6;
    return tf.tensor(random.stream(i).uniform(size, least, 0.8), shape as number[]);
  });
  model.setWeights(weights);
  tf.dispose(weights);
  model.compile({ optimizer: tf.train.sgd(0.1), loss, metrics });
  return model;
}

function data(loss: Loss, classes: number, rowShape: number[]) {
  const random = createRandom(6);
  const x = { data: random.normal(ROWS * 4), shape: [ROWS, ...rowShape] };
  const words = random.stream('labels').bits(ROWS * classes);
  if (loss === 'sparseCategoricalCrossentropy')
    return { x, y: { data: Int32Array.from({ length: ROWS }, (_, i) => words[i] % classes), shape: [ROWS] } };
  const y = Float32Array.from({ length: ROWS * classes }, (_, i) => {
    if (loss === 'categoricalCrossentropy') return Number(words[Math.floor(i / classes)] % classes === i % classes);
    return loss === 'binaryCrossentropy' ? words[i] % 2 : words[i] / 2 ** 32;
  });
  return { x, y: { data: y, shape: [ROWS, classes] } };
}
