// Situations at the edges, each beside model.fit or model.evaluate of TensorFlow.js.
import '@tensorflow/tfjs-backend-cpu';
import { evaluate, explain, fit } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import {
  model as functional,
  initializers,
  input,
  type LayersModel,
  layers,
  sequential,
} from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { ARGS, data, differences, heldOut, type Layer, smallNetwork, toTensor, trainings } from './side-by-side';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const column = (values: number[]) => ({ data: Float32Array.from(values), shape: [values.length, 1] });

describe('the slope of an activation exactly at a kink is that of model.fit', () => {
  const activation = (name: string) => () => layers.activation({ activation: name as 'relu' });
  it.each<[string, () => Layer, number]>([
    ['relu at 0', activation('relu'), 0],
    ['relu6 at 0', activation('relu6'), 0],
    ['relu6 at 6', activation('relu6'), 6],
    ['elu at 0', activation('elu'), 0],
    ['selu at 0', activation('selu'), 0],
    ['hardSigmoid at 2.5', activation('hardSigmoid'), 2.5],
    ['hardSigmoid at -2.5', activation('hardSigmoid'), -2.5],
    ['softsign at 0', activation('softsign'), 0],
    ['ReLU at its maxValue', () => layers.reLU({ maxValue: 1 }), 1],
    ['ReLU with a maxValue at 0', () => layers.reLU({ maxValue: 1 }), 0],
    ['LeakyReLU at 0', () => layers.leakyReLU({ alpha: 0.3 }), 0],
    ['ELU at 0', () => layers.elu(), 0],
    ['PReLU at 0', () => layers.prelu({ alphaInitializer: initializers.constant({ value: 0.3 }) }), 0],
  ])('%s', async (_, layer, at) => {
    const build = () => {
      const kernelInitializer = initializers.ones();
      const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [1], kernelInitializer }), layer()] });
      model.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError' });
      return model;
    };
    const samples = { x: column([at]), y: column([at - 1]) };
    const once = { epochs: 1 };
    const expected = await trainings['model.fit'](build(), once, samples);
    expect(explain(build()).compiled).toBe(true);
    expect(differences(expected, await trainings.fit(build(), once, samples))).toEqual([]);
  });
});

describe('outputs that are no probabilities have the loss and the gradient of model.fit', () => {
  const rows = [
    [0, 0.3, 0.3],
    [0, 0.4, -0.1],
    [-0.5, -0.3, -0.2],
    [2, 3, 5],
    [0.2, 0, 0.9],
  ];
  it.each([
    ['categoricalCrossentropy', 'one-hot', rows],
    ['sparseCategoricalCrossentropy', 'labels', [...rows, [0, 0, 0]]],
    ['binaryCrossentropy', 'one-hot', [...rows, [0, 0, 0]]],
    ['meanSquaredError', 'one-hot', [...rows, [0, 0, 0]]],
  ] as const)('%s', async (loss, targets, outputs) => {
    const build = () => {
      const kernelInitializer = initializers.identity({});
      const model = sequential({ layers: [layers.dense({ units: 3, inputShape: [3], kernelInitializer })] });
      model.compile({ optimizer: tf.train.sgd(0.001), loss });
      return model;
    };
    for (const row of outputs)
      for (const label of [0, 1]) {
        const x = { data: Float32Array.from(row), shape: [1, 3] };
        const oneHot = { data: Float32Array.from({ length: 3 }, (_, i) => Number(i === label)), shape: [1, 3] };
        const samples = { x, y: targets === 'labels' ? column([label]) : oneHot };
        const expected = await trainings['model.fit'](build(), { epochs: 2 }, samples);
        expect(differences(expected, await trainings.fit(build(), { epochs: 2 }, samples), 2e-4)).toEqual([]);
        const before = (build().evaluate(toTensor(samples.x), toTensor(samples.y)) as tf.Scalar).dataSync()[0];
        expect((await evaluate(build(), samples.x, samples.y)).loss).toBeCloseTo(before, 4);
      }
  });

  it('one unit with categoricalCrossentropy is refused, with what to use', async () => {
    const model = sequential({ layers: [layers.dense({ units: 1, activation: 'sigmoid', inputShape: [3] })] });
    model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
    const y = column(Array.from({ length: 22 }, (_, i) => i % 2));
    await expect(trainings['model.fit'](model, {}, { x: data.x, y })).rejects.toThrow();
    for (const compile of [true, false])
      await expect(fit(model, data.x, y, { compile })).rejects.toThrow(
        'y: expected one-hot rows for categoricalCrossentropy, of two classes or more (for one output from 0 to 1 use binaryCrossentropy), received [22,1]',
      );
  });
});

describe('y of another shape than the output is refused, as by model.fit', () => {
  const own = (truth: tf.Tensor, output: tf.Tensor) => tf.mean(tf.square(tf.sub(truth, output)), -1);
  it.each<[string, object, number[], string]>([
    ['a loss function', { loss: own }, [22, 1], 'y: expected shape [rows,2], received [22,1]'],
    ['a loss function, wider', { loss: own }, [22, 4], 'y: expected shape [rows,2], received [22,4]'],
    ['a loss of tf.losses', { loss: tf.losses.meanSquaredError }, [22, 1], 'y: expected shape [rows,2]'],
    ['hinge', { loss: 'hinge' }, [22, 1], 'y: expected shape [rows,2]'],
    ['more axes', { loss: own }, [22, 2, 1], 'y: expected shape [rows,2], received [22,2,1]'],
    ['as many rows', { loss: own }, [1, 2], 'y: expected 22 rows'],
  ])('%s', async (_, compile, shape, message) => {
    const y = { data: new Float32Array(shape.reduce((a, b) => a * b)), shape };
    await expect(trainings['model.fit'](smallNetwork({ compile }), {}, { x: data.x, y })).rejects.toThrow();
    await expect(fit(smallNetwork({ compile }), data.x, y)).rejects.toThrow(message);
    await expect(evaluate(smallNetwork({ compile }), data.x, y)).rejects.toThrow(message);
  });
});

describe('a metric that is no mean over rows', () => {
  const rmse = (truth: tf.Tensor, output: tf.Tensor) => tf.sqrt(tf.mean(tf.square(tf.sub(truth, output))));
  const build = () => smallNetwork({ compile: { metrics: [rmse] } });

  it('is validated in batches of batchSize', async () => {
    const expected = await trainings['model.fit'](build(), {
      validationData: [toTensor(heldOut.x), toTensor(heldOut.y)],
    });
    expect(differences(expected, await trainings.fit(build(), { validationData: [heldOut.x, heldOut.y] }))).toEqual([]);
  });

  it.each([undefined, 4, 13])('is evaluated in batches of batchSize %s', async (batchSize) => {
    const x = { data: new Float32Array(40 * 3).map((_, i) => Math.sin(i)), shape: [40, 3] };
    const y = { data: new Float32Array(80).map((_, i) => Number((i >> 1) % 2 === i % 2)), shape: [40, 2] };
    const [, expected] = build().evaluate(toTensor(x), toTensor(y), { batchSize }) as tf.Scalar[];
    expect((await evaluate(build(), x, y, { batchSize })).rmse).toBeCloseTo(expected.dataSync()[0], 5);
  });
});

it.each<[string, () => Layer]>([
  ['Dropout', () => layers.dropout({ rate: 1 })],
  ['AlphaDropout', () => layers.alphaDropout({ rate: 1 })],
  ['GaussianDropout', () => layers.gaussianDropout({ rate: 1 })],
])('%s of rate 1 changes nothing, as in model.fit', async (_, layer) => {
  const expected = await trainings['model.fit'](smallNetwork({ middle: [layer()] }));
  for (const train of [trainings.fit, trainings['fit, compile: false']])
    expect(differences(expected, await train(smallNetwork({ middle: [layer()] })))).toEqual([]);
});

describe('a model of several inputs or outputs, and data in a list or by name, train as in model.fit', () => {
  const dense = (units: number, seed: number) =>
    layers.dense({ units, activation: 'softmax', kernelInitializer: initializers.glorotUniform({ seed }) });
  const compiled = (model: LayersModel, loss: unknown = 'categoricalCrossentropy') => {
    model.compile({ optimizer: tf.train.sgd(0.5), loss: loss as 'hinge', metrics: ['accuracy'] });
    return model;
  };
  const twoInputs = () => {
    const inputs = ['left', 'right'].map((name) => input({ shape: [3], name: `${name}${count++}` }));
    const joined = layers.concatenate().apply(inputs) as (typeof inputs)[0];
    return compiled(functional({ inputs, outputs: dense(2, 1).apply(joined) as never }));
  };
  const twoOutputs = (loss?: unknown) => () => {
    const x = input({ shape: [3] });
    return compiled(functional({ inputs: x, outputs: [1, 2].map((seed) => dense(2, seed).apply(x)) as never }), loss);
  };
  let count = 0;
  const t = (value: { data: Float32Array; shape: number[] }) => toTensor(value);
  const { x, y } = data;
  const other = { data: Float32Array.from(x.data, (value) => value * value), shape: x.shape };
  const flipped = { data: Float32Array.from(y.data, (value) => 1 - value), shape: y.shape };
  type Given = (model: LayersModel, as: typeof t) => unknown;

  it.each<[string, () => LayersModel, Given, Given]>([
    ['two inputs', twoInputs, (_, as) => [as(x), as(other)], (_, as) => as(y)],
    [
      'two inputs by name',
      twoInputs,
      ({ inputNames: [a, b] }, as) => ({ [b]: as(other), [a]: as(x) }),
      (_, as) => as(y),
    ],
    ['two outputs', twoOutputs(), (_, as) => as(x), (_, as) => [as(y), as(flipped)]],
    [
      'two outputs by name, with a loss each',
      twoOutputs(['categoricalCrossentropy', 'meanSquaredError']),
      (_, as) => as(x),
      ({ outputNames: [a, b] }, as) => ({ [a]: as(y), [b]: as(flipped) }),
    ],
    ['[x] and [y]', () => smallNetwork(), (_, as) => [as(x)], (_, as) => [as(y)]],
    ['x by name', () => smallNetwork(), ({ inputNames: [a] }, as) => ({ [a]: as(x) }), (_, as) => as(y)],
  ])('%s', async (_, build, xOf, yOf) => {
    const args = { ...ARGS, validationSplit: 0.3 };
    const reference = build();
    const own = build();
    // of several outputs, TensorFlow.js gives the val_ numbers under each other's names
    const isCompared = (name: string) => reference.outputs.length === 1 || !name.startsWith('val_');
    const renamed = (history: object) =>
      Object.entries(history)
        .filter(([name]) => isCompared(name))
        .map(([, values]) => values.map((v: number) => v.toFixed(4)));
    const expected = await reference.fit(xOf(reference, t) as never, yOf(reference, t) as never, args);
    const plain = (value: typeof x) => value;
    const { history } = await fit(own, xOf(own, plain as never) as never, yOf(own, plain as never) as never, args);
    expect(renamed(history).sort()).toEqual(renamed(expected.history).sort());
    const asTensors = await evaluate(own, xOf(own, t) as never, yOf(own, t) as never);
    const sums = [reference.evaluate(xOf(reference, t) as never, yOf(reference, t) as never)].flat() as tf.Scalar[];
    expect(asTensors.loss).toBeCloseTo(sums[reference.outputs.length - 1].dataSync()[0], 4);
  });

  it('explain says why', () => {
    expect(explain(twoInputs())).toMatchObject({
      compiled: false,
      reasons: ['the model has more than one input or output'],
    });
  });

  it('what is missing is named', async () => {
    const model = twoInputs();
    const [left, right] = model.inputNames;
    await expect(fit(model, x, y)).rejects.toThrow(`x: expected 2 tensors, in the order ${left}, ${right}, received 1`);
    await expect(fit(model, { [left]: x }, y)).rejects.toThrow(
      `x: expected a tensor by the name ${right}, received the names ${left}`,
    );
  });
});

it('an optimizer that was built for other weights is refused before training, by name', async () => {
  const optimizer = tf.train.adam(0.01);
  const model = smallNetwork({ optimizer });
  await fit(model, data.x, data.y);
  model.layers[0].trainable = false;
  model.compile({ optimizer, loss: 'categoricalCrossentropy' });
  for (const compile of [true, false])
    await expect(fit(model, data.x, data.y, { compile })).rejects.toThrow(
      'the optimizer Adam was built for other weights',
    );
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
  await fit(model, data.x, data.y);
});

it('an optimizer that was disposed of is refused before training, by name', async () => {
  const optimizer = tf.train.adam(0.01);
  const model = smallNetwork({ optimizer });
  await fit(model, data.x, data.y);
  optimizer.dispose();
  await expect(fit(model, data.x, data.y)).rejects.toMatchObject({
    code: 'bad-model',
    message: 'the optimizer Adam was disposed of: compile the model with a new optimizer',
  });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
  await fit(model, data.x, data.y);
});
