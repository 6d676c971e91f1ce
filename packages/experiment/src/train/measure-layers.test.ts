import { toTrainingTensors } from '@mlp-lab/data-mnist';
import { fit } from '@mlp-lab/engine';
import { inspect } from '@mlp-lab/experiment';
import { createRegistry, joinTensorFlow, notebook, notebookRecipe } from '@mlp-lab/models';
import * as core from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { measureLayers } from './measure-layers';

const tf = joinTensorFlow(core, layers);
const registry = createRegistry([notebook()]);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
// TensorFlow.js computes in float32: seven digits, six of them exact after a short chain of operations.
const DIGITS = 6;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Rows of numbers → a tensor. */
const rows = (values: number[][]) => tf.tensor2d(values);

describe('the measures of layers', () => {
  it.each([
    ['a first layer that has the input shape', []],
    ['an InputLayer first', [tf.layers.inputLayer({ inputShape: [1] })]],
  ])('are those worked out by hand for one image through one sigmoid: %s', async (_, input) => {
    const model = tf.sequential({
      layers: [
        ...input,
        tf.layers.dense({ units: 1, inputShape: [1], activation: 'sigmoid', name: 'first' }),
        tf.layers.dense({ units: 2, activation: 'softmax', name: 'last' }),
      ],
    });
    // The first layer gives sigmoid(0 · 2) = 0.5; the last, softmax of 0.5 and -0.5.
    model.setWeights([rows([[0]]), tf.tensor1d([0]), rows([[1, -1]]), tf.tensor1d([0, 0])]);
    const [first, last] = await measureLayers(tf, model, { x: rows([[2]]), y: rows([[1, 0]]) });
    const p = sigmoid(1);
    // By the last layer's inputs, the loss has the gradient [p - 1, 1 - p]; by the first's output -2 (1 - p), by its input a quarter of that.
    const atFirst = (2 * (1 - p)) / 4;
    expect(first).toMatchObject({ name: 'first', activation: 'sigmoid', saturated: 0 });
    expect(first.gradientNorm).toBeCloseTo(atFirst * Math.hypot(2, 1), DIGITS);
    expect([first.mean, first.deviation]).toEqual([0.5, 0]);
    expect(last.gradientNorm).toBeCloseTo((1 - p) * Math.SQRT2 * Math.hypot(0.5, 1), DIGITS);
    expect(last.mean).toBeCloseTo(0.5, DIGITS);
    expect(last.deviation).toBeCloseTo(p - 0.5, DIGITS);
    model.dispose();
  });

  it('count saturated sigmoids, and relus that are 0 for every image', async () => {
    const build = (activation: 'sigmoid' | 'relu') => {
      const model = tf.sequential({
        layers: [
          tf.layers.dense({ units: 3, inputShape: [1] }),
          tf.layers.activation({ activation }),
          tf.layers.dense({ units: 2, activation: 'softmax' }),
        ],
      });
      // Before the activation: x, 4 x and -x - 1.
      model.setWeights([rows([[1, 4, -1]]), tf.tensor1d([0, 0, -1]), tf.zeros([3, 2]), tf.zeros([2])]);
      return model;
    };
    const probe = {
      x: rows([[0], [1]]),
      y: rows([
        [1, 0],
        [0, 1],
      ]),
    };
    // Sigmoids of 0, 0, -1 and of 1, 4, -2: only 4 is beyond 2.94, where a sigmoid is 0.95.
    const [bounded] = await measureLayers(tf, build('sigmoid'), probe);
    expect(bounded).toMatchObject({ activation: 'sigmoid', saturated: 1 / 6 });
    expect(bounded).not.toHaveProperty('dead');
    // The third unit is below 0 for both images; the others are above it for one.
    const [cut] = await measureLayers(tf, build('relu'), probe);
    expect(cut.dead).toBeCloseTo(1 / 3, 12);
    expect(cut).not.toHaveProperty('saturated');
    expect(cut.mean).toBeCloseTo((1 + 4) / 6, DIGITS);
  });

  it('have the gradient that differences of the loss give, through batch normalization by the batch', async () => {
    const recipe = { ...notebookRecipe, hidden: [3], batchNormalization: true, dropout: 0.5 };
    const model = registry.build('combined', { tf, seed: 1, inputSize: 4, classes: 3, recipe });
    const x = tf.tensor2d(
      Float32Array.from({ length: 24 }, (_, i) => Math.sin(i)),
      [6, 4],
    );
    const y = tf.cast(tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2], 'int32'), 3), 'float32');
    const [measure] = await measureLayers(tf, model, { x, y });
    const kernel = model.layers[0].trainableWeights[0];
    const values = Float64Array.from(kernel.read().dataSync());
    const layersOf = model.layers.filter((layer) => layer.getClassName() !== 'Dropout');
    const loss = (changed: Float64Array) =>
      tf.tidy(() => {
        kernel.write(tf.tensor2d(Float32Array.from(changed), [4, 3]));
        let value: core.Tensor = x;
        for (const layer of layersOf) value = layer.apply(value, { training: true }) as core.Tensor;
        return tf.mean(tf.metrics.categoricalCrossentropy(y, value)).dataSync()[0];
      });
    const STEP = 1e-2; // of a loss in float32: the rounding of 1e-7 makes 1e-5, the curvature about 1e-4
    const squares = values.map((_, i) => {
      const moved = (by: number) => values.map((value, j) => (i === j ? value + by : value));
      return ((loss(moved(STEP)) - loss(moved(-STEP))) / (2 * STEP)) ** 2;
    });
    // The bias before batch normalization has no gradient: it is subtracted again.
    expect(measure.gradientNorm).toBeCloseTo(Math.sqrt(squares.reduce((a, b) => a + b)), 3);
    model.dispose();
  });
});

describe('inspect', () => {
  const options = { registry, dataset: tinyDataset, epochs: 2, probe: 20, backend: 'cpu' } as const;

  it('measures every layer before training and after each epoch', async () => {
    const { schema, protocol, variants } = await inspect(options);
    expect([schema, protocol]).toEqual(['mlp-lab/inspection@1', 'controlled']);
    expect(variants.map(({ variant }) => variant)).toEqual(['baseline', 'he-normal', 'relu', 'batch-norm']);
    for (const { snapshots, differs } of variants) {
      expect(differs).toEqual([]);
      expect(snapshots.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
      for (const { layers } of snapshots)
        expect(layers.map(({ name }) => name)).toEqual(['dense_1', 'dense_2', 'dense_3', 'dense_4', 'dense_5']);
    }
    const [sigmoids, , relus] = variants.map(({ snapshots }) => snapshots[2].layers[0]);
    expect(sigmoids).toMatchObject({ activation: 'sigmoid', saturated: expect.any(Number) });
    expect(relus).toMatchObject({ activation: 'relu', dead: expect.any(Number) });
  });

  it('shows the gradient vanish through sigmoids, and not through relus', async () => {
    const { variants } = await inspect({ ...options, variants: ['baseline', 'relu'], scale: 'unit' });
    const shrinks = variants.map(({ snapshots: [{ layers }] }) => layers[3].gradientNorm / layers[0].gradientNorm);
    expect(shrinks[0]).toBeGreaterThan(10);
    expect(shrinks[1]).toBeLessThan(10);
  });

  it.each(['engine', 'cpu'])('changes nothing in training (%s)', async (backend) => {
    const { variants } = await inspect({ ...options, backend, variants: ['combined'], batchSize: 8 });
    const { train } = toTrainingTensors(tinyDataset);
    const model = registry.build('combined', { tf, seed: 1, inputSize: 16, classes: 3 });
    const compile = backend === 'engine';
    await fit(model, train.x, train.y, { epochs: 2, batchSize: 8, validationSplit: 0.3, seed: 1, compile });
    const first = (data: ArrayLike<number>, width: number) =>
      tf.tensor2d(Array.from(data).slice(0, 20 * width), [20, width]);
    const probe = { x: first(train.x.data, 16), y: first(train.y.data, 3) };
    expect(variants[0].snapshots[2].layers).toEqual(await measureLayers(tf, model, probe));
    model.dispose();
  });

  it('leaves no tensor behind', async () => {
    await inspect({ ...options, epochs: 1 });
    const before = tf.memory().numTensors;
    await inspect({ ...options, epochs: 1 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses a probe of no image', async () => {
    await expect(inspect({ ...options, probe: 0 })).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});
