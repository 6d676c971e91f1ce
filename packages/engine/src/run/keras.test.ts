// Losses and weights after 1, 5 and 20 steps against Keras 3.15 (fixtures/engine/train_in_keras.py), for the plain
// reference and the compiled trainer, through the models that TensorFlow.js builds. Keras computes in float32 and the files
// have 6 digits: 1e-5 of the number, or of 1 where it is smaller, is a few of either's last digits.
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, regularizers, sequential } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import activationsFile from '../../../../fixtures/engine/activations.json';
import layersFile from '../../../../fixtures/engine/layers.json';
import optimizersFile from '../../../../fixtures/engine/optimizers.json';
import { allRules } from '../lower/all-rules';
import { lower } from '../lower/lower';
import type { Program, ProgramOptimizer, ProgramSamples, ProgramState } from '../program';
import { reference } from '../reference/reference';
import { initialSlots, optimizerOf } from '../testing/optimizers';
import { createRunner } from './create-runner';

const TOLERANCE = 1e-5;

interface Expected {
  initial: number[][];
  steps: Record<string, { loss: number; weights: number[][] }>;
}

type Layer = Parameters<ReturnType<typeof sequential>['add']>[0];

const { rows: ROWS, width: WIDTH, hidden: HIDDEN, classes: CLASSES } = activationsFile;

const outputs: Record<string, 'softmax' | 'sigmoid' | 'linear' | 'tanh'> = {
  categoricalCrossentropy: 'softmax',
  sparseCategoricalCrossentropy: 'softmax',
  binaryCrossentropy: 'sigmoid',
  meanSquaredError: 'linear',
  meanAbsoluteError: 'tanh',
};

const layersByActivation: Record<string, () => Layer> = {
  leakyReLU: () => layers.leakyReLU({ alpha: 0.3 }),
  prelu: () => layers.prelu(),
  thresholdedReLU: () => layers.thresholdedReLU({ theta: 0.2 }),
};

const batchNorm = { momentum: 0.9, epsilon: 0.001 };
const layersByName: Record<string, () => Layer> = {
  batchNormalization: () => layers.batchNormalization(batchNorm),
  'batchNormalization without center': () => layers.batchNormalization({ center: false, ...batchNorm }),
  'batchNormalization without scale': () => layers.batchNormalization({ scale: false, ...batchNorm }),
  'batchNormalization bare': () => layers.batchNormalization({ center: false, scale: false, ...batchNorm }),
  layerNormalization: () => layers.layerNormalization({ epsilon: 0.001 }),
  'layerNormalization without center': () => layers.layerNormalization({ epsilon: 0.001, center: false }),
  'layerNormalization without scale': () => layers.layerNormalization({ epsilon: 0.001, scale: false }),
  'dense without bias': () => layers.dense({ units: HIDDEN, useBias: false }),
  'dense regularized': () =>
    layers.dense({
      units: HIDDEN,
      kernelRegularizer: regularizers.l1l2({ l1: 0.01, l2: 0.02 }),
      biasRegularizer: regularizers.l2({ l2: 0.03 }),
    }),
};

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
const models: LayersModel[] = [];
afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});

describe('training gives the numbers of Keras', () => {
  const byActivation = new Map(
    activationsFile.cases.map(({ activation }) => [
      activation,
      activationsFile.cases.filter((one) => one.activation === activation),
    ]),
  );
  it.each([...byActivation.keys()])('through %s, for every loss', (activation) => {
    for (const { loss, ...expected } of byActivation.get(activation)!) {
      const middle = layersByActivation[activation]?.() ?? layers.activation({ activation: activation as 'relu' });
      check(middle, loss, expected, activationsFile);
    }
  });

  it.each(layersFile.cases)('through $layer, for $loss', ({ layer, loss, ...expected }) => {
    check(layersByName[layer](), loss, expected, layersFile);
  });

  it.each(layersFile.weighted)('with a weight for each row, for $loss', ({ loss, ...expected }) => {
    const weights = layersFile.sampleWeights.flat();
    check(layers.activation({ activation: 'tanh' }), loss, expected, layersFile, undefined, weights);
  });

  it.each(optimizersFile.cases)('with the optimizer $optimizer.name', ({ optimizer, ...expected }) => {
    const middle = layers.activation({ activation: 'tanh' });
    check(middle, 'categoricalCrossentropy', expected, optimizersFile, optimizerOf(optimizer));
  });
});

interface KerasFile {
  x: number[][];
  targets: Record<string, number[][]>;
}

function check(
  middle: Layer,
  loss: string,
  expected: Expected,
  { x, targets }: KerasFile,
  optimizer: ProgramOptimizer = optimizerOf({ name: 'sgd', learningRate: 0.1 }),
  weights?: number[],
): void {
  const program = { ...programOf(middle, loss), optimizer };
  const y = targets[loss].flat();
  const rows: ProgramSamples = {
    count: ROWS * x.length,
    x: Float32Array.from(x.flat()),
    y: program.targets === 'labels' ? Int32Array.from(y) : Float32Array.from(y),
    weights: weights && Float32Array.from(weights),
  };
  const state = stateOf(program, expected.initial);
  const oracle = reference(program, state, { samples: rows, batchSize: ROWS, seed: 0 });
  const runner = createRunner(program, state, { samples: rows, batchSize: ROWS, seed: 0 });
  const order = Uint32Array.from({ length: rows.count }, (_, i) => i);
  for (let step = 0; step < 20; step++) {
    const batch = step % x.length;
    const slice = { order, from: batch, to: batch + 1, firstStep: step - batch, optimizer };
    const losses = { reference: oracle.train(slice).loss / ROWS, compiled: runner.train(slice).loss / ROWS };
    const then = expected.steps[step + 1];
    if (!then) continue;
    for (const [who, value] of Object.entries(losses))
      near([value], [then.loss], `${who}, ${loss}, step ${step + 1}: loss`);
    for (const [who, { read }] of Object.entries({ reference: oracle, compiled: runner }))
      for (const [p, values] of read().weights.entries())
        near(values, then.weights[p], `${who}, ${loss}, step ${step + 1}: ${program.parameters[p].name}`);
  }
}

function programOf(middle: Layer, loss: string): Program {
  const model = sequential({
    layers: [
      layers.dense({ units: HIDDEN, inputShape: [WIDTH] }),
      middle,
      layers.dense({ units: CLASSES }),
      layers.activation({ activation: outputs[loss] }),
    ],
  });
  models.push(model);
  model.compile({ optimizer: tf.train.sgd(0.1), loss });
  const lowered = lower(model, allRules);
  if ('reasons' in lowered) throw new Error(lowered.reasons.join('; '));
  return lowered.program;
}

const stateOf = (program: Program, initial: number[][]): ProgramState => ({
  weights: initial.map((values) => Float32Array.from(values)),
  slots: initialSlots(program),
  iterations: 0,
});

function near(actual: ArrayLike<number>, expected: number[], name: string): void {
  expect(actual.length, name).toBe(expected.length);
  for (const [i, value] of expected.entries())
    if (!(Math.abs(actual[i] - value) <= TOLERANCE * Math.max(1, Math.abs(value))))
      expect.fail(`${name}[${i}]: expected ${value}, received ${actual[i]}`);
}
