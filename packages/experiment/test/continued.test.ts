// Models of Keras 3, Keras 2 and TensorFlow.js whose training goes on here, with the optimizer's state (fixtures/exchange/write_continued.py
// and write_continued_keras_2.py): their weights are then those that the library itself gets.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { joinTensorFlow } from '@mlp-lab/core/tensorflow';
import { fit, setOptimizerWeights } from '@mlp-lab/engine';
import { readModel, readOptimizer, trainableCopy } from '@mlp-lab/exchange';
import { optimizerState, startingCheckpoint } from '@mlp-lab/experiment';
import { createOptimizer, type OptimizerRecipe } from '@mlp-lab/models';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import ofKeras3 from '../../../fixtures/exchange/continued.json';
import ofKeras2 from '../../../fixtures/exchange/continued_keras_2.json';

const tf = joinTensorFlow(core, layers);
const fileOf = (name: string) => new URL(`../../../fixtures/exchange/continued/${name}`, import.meta.url);

interface Golden {
  readonly x: number[];
  readonly y: number[];
  readonly batchSize: number;
  readonly epochs: number;
  /** By file: the weights, by layer and name, after further epochs. */
  readonly after: object;
}
type Weights = Readonly<Record<string, ArrayLike<number>>>;

/** The libraries and the engine add up in another order, and Adadelta, Adagrad and RMSprop divide by roots of small numbers. */
const TOLERANCE = 2e-6;

async function open(file: URL, withState = true) {
  const model = await readModel(file, { tf });
  const copy = (await trainableCopy(model))(tf);
  model.dispose();
  const { recipe, state } = (await readOptimizer(file))!;
  const optimizer = createOptimizer(tf, recipe as OptimizerRecipe);
  copy.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const checkpoint = (await startingCheckpoint(copy, state!))!;
  const slots = checkpoint.optimizer.map(({ name, data, shape, dtype }) => ({
    name,
    tensor: tf.tensor(data, shape, dtype),
  }));
  if (withState) await setOptimizerWeights(optimizer, slots);
  tf.dispose(slots.map(({ tensor }) => tensor));
  return { copy, state: state!, checkpoint };
}

/** The greatest distance of a weight after further epochs. */
async function furthest(file: URL, { x, y, batchSize, epochs }: Golden, expected: Weights, withState = true) {
  const { copy } = await open(file, withState);
  const rows = y.length / 3;
  const [images, labels] = [x, y].map((given) => ({
    data: Float32Array.from(given),
    shape: [rows, given.length / rows],
  }));
  await fit(copy, images, labels, { batchSize, epochs, shuffle: false });
  const distances = Object.entries(weightsOf(copy)).map(([name, found]) => {
    expect(found.length).toBe(expected[name].length);
    return Math.max(...found.map((value, i) => Math.abs(value - expected[name][i])));
  });
  copy.optimizer.dispose();
  copy.dispose();
  return Math.max(...distances);
}

const weightsOf = (model: layers.LayersModel): Record<string, Float32Array> =>
  Object.fromEntries(
    model.layers.flatMap((layer) =>
      layer.weights.map((weight) => [
        `${layer.name}/${weight.originalName.split('/').at(-1)}`,
        weight.read().dataSync() as Float32Array,
      ]),
    ),
  );

beforeAll(() => tf.setBackend('cpu'));

describe.each([
  ['Keras 3', ofKeras3],
  ['Keras 2', ofKeras2],
] as const)('training that goes on from %s', (library, golden: Golden) => {
  const after = golden.after as Record<string, Weights>;
  const names = Object.keys(after).filter((name) => !name.includes('refused'));
  /** Keras 2 adds epsilon to RMSprop's root, Keras 3 to what is under it. */
  const isOtherRule = (name: string) => library === 'Keras 2' && name.includes('rmsprop');

  it.each(names.filter((name) => !isOtherRule(name)))('%s becomes what it becomes there', async (name) => {
    expect(await furthest(fileOf(name), golden, after[name])).toBeLessThan(TOLERANCE);
  });

  it('would become another network without the state', async () => {
    for (const name of names.filter((each) => !each.includes('sgd'))) {
      const distance = await furthest(fileOf(name), golden, after[name], false);
      expect([name, distance > 50 * TOLERANCE]).toEqual([name, true]);
      if (isOtherRule(name)) expect(await furthest(fileOf(name), golden, after[name])).toBeLessThan(distance / 50);
    }
  });
});

describe('training that goes on from TensorFlow.js', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'mlp-lab-continued-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  const optimizers = {
    sgd: () => tf.train.sgd(0.1),
    momentum: () => tf.train.momentum(0.1, 0.8),
    nesterov: () => tf.train.momentum(0.05, 0.9, true),
    adagrad: () => tf.train.adagrad(0.1),
    rmsprop: () => tf.train.rmsprop(0.01),
    adam: () => tf.train.adam(0.01, 0.8, 0.999, 1e-12), // so small that it is no matter to which root it is added
    adadelta: () => tf.train.adadelta(1),
    'rmsprop with momentum': () => tf.train.rmsprop(0.01, 0.9, 0.5),
  };
  type Name = keyof typeof optimizers;

  /** Trains a model for three epochs, saves it, and trains it on. */
  async function trained(name: Name, includeOptimizer = true) {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 5, inputShape: [6], activation: 'tanh', name: 'first' }),
        tf.layers.dense({ units: 5, name: 'frozen', trainable: false }),
        tf.layers.prelu({ name: 'slopes' }),
        tf.layers.dense({ units: 3, activation: 'softmax', name: 'last' }),
      ],
    });
    const optimizer = optimizers[name]();
    model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
    const { x, y, batchSize, epochs } = ofKeras2;
    const [rows, labels] = [tf.tensor2d(x, [y.length / 3, 6]), tf.tensor2d(y, [y.length / 3, 3])];
    await model.fit(rows, labels, { batchSize, epochs: 3, shuffle: false });
    const file = await save(model, includeOptimizer);
    await model.fit(rows, labels, { batchSize, epochs, shuffle: false });
    const after = Object.fromEntries(Object.entries(weightsOf(model)).map(([key, data]) => [key, data.slice()]));
    tf.dispose([rows, labels]);
    optimizer.dispose();
    model.dispose();
    return { file, after };
  }

  /** As `model.save('file://…')` does in tfjs-node. */
  async function save(model: layers.Sequential, includeOptimizer: boolean): Promise<URL> {
    const file = join(dir, 'model.json');
    const handler = core.io.withSaveHandler(async ({ weightData, weightSpecs, ...artifacts }) => {
      const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      await writeFile(file, JSON.stringify({ ...artifacts, weightsManifest }));
      await writeFile(join(dir, 'weights.bin'), new Uint8Array(weightData as ArrayBuffer));
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    });
    await model.save(handler, { includeOptimizer });
    return pathToFileURL(file);
  }

  it.each(['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam'] as const)(
    '%s becomes what it becomes there',
    async (name) => {
      const { file, after } = await trained(name);
      expect(await furthest(file, ofKeras2, after)).toBeLessThan(TOLERANCE);
      if (name !== 'sgd') expect(await furthest(file, ofKeras2, after, false)).toBeGreaterThan(50 * TOLERANCE);
    },
  );

  it('says what keeps the optimizer from being used', async () => {
    const problemOf = async (name: Name) => (await readOptimizer((await trained(name)).file))?.problem;
    expect(await problemOf('adadelta')).toMatch(/Adadelta takes other steps than Keras's/);
    expect(await problemOf('rmsprop with momentum')).toBe("RMSprop's momentum is not in mlp-lab");
    expect(await readOptimizer((await trained('adam', false)).file)).toBeUndefined();
  });
});

describe('the state of an optimizer', () => {
  it('keeps the state from a checkpoint to a copy, and refuses that of other weights', async () => {
    const { copy, state, checkpoint } = await open(fileOf('residual.keras'));
    expect(optimizerState(copy, checkpoint)).toEqual(state);
    const foreign = {
      ...checkpoint,
      optimizer: checkpoint.optimizer.map((slot) => ({ ...slot, name: 'dense/kernel/m' })),
    };
    expect(optimizerState(copy, foreign)).toBeUndefined();
    const { copy: other } = await open(fileOf('adam.keras'));
    expect(await startingCheckpoint(other, state)).toBeUndefined();
    for (const model of [copy, other]) {
      model.optimizer.dispose();
      model.dispose();
    }
  });
});

describe('the optimizer of a file', () => {
  it.each([
    ['adam.h5', { name: 'adam', learningRate: 0.01, beta1: 0.8, beta2: 0.999, epsilon: 1e-7 }],
    ['decayed.h5', { name: 'adamw', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.01 }],
    ['nesterov.keras', { name: 'nesterov', learningRate: 0.05, momentum: 0.9 }],
    ['adagrad.keras', { name: 'adagrad', learningRate: 0.1, initialAccumulator: 0.1, epsilon: 1e-7 }],
  ])('%s has the recipe', async (name, recipe) => {
    expect((await readOptimizer(fileOf(name)))?.recipe).toEqual(recipe);
  });

  it.each([
    ['refused-clipped.keras', "Adam's clipnorm is not in mlp-lab"],
    ['keras-2-refused-decay.h5', "Adam's decay is not in mlp-lab"],
    ['keras-2-refused-nadam.h5', "Nadam's decay is not in mlp-lab"],
    ['refused-schedule.h5', "its learning rate follows the schedule ExponentialDecay, which mlp-lab doesn't have"],
    ['refused-lion.keras', 'mlp-lab has no optimizer Lion'],
  ])('%s can not be used', async (name, problem) => {
    expect(await readOptimizer(fileOf(name))).toEqual({ problem });
  });

  it('is not there in other files', async () => {
    const onnx = new URL('../../../fixtures/exchange/keras/names.keras', import.meta.url);
    expect(await readOptimizer(onnx)).toBeUndefined();
  });
});
