// Where mlp-lab deliberately differs from TensorFlow.js: the rows of the README's table that no other test holds.
import '@tensorflow/tfjs-backend-cpu';
import { fit } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import * as tfLayers from '@tensorflow/tfjs-layers';
import { model as functional, initializers, input, layers, regularizers, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it, vi } from 'vitest';
import { ARGS, data, smallNetwork, toTensor, trainings } from './side-by-side';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const one = { data: Float32Array.of(0), shape: [1, 1] };
const tensors = () => [toTensor(data.x), toTensor(data.y)] as const;

it('the slope of an L1 penalty at 0 is 0, and -1 in TensorFlow.js', async () => {
  const build = () => {
    const penalty = { kernelInitializer: 'zeros' as const, kernelRegularizer: regularizers.l1({ l1: 0.5 }) };
    const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [1], ...penalty })] });
    model.compile({ optimizer: tf.train.sgd(1), loss: 'meanSquaredError' });
    return model;
  };
  const samples = { x: one, y: one };
  expect((await trainings.fit(build(), { epochs: 1 }, samples)).weights[0]).toEqual([0]);
  expect((await trainings['model.fit'](build(), { epochs: 1 }, samples)).weights[0]).toEqual([0.5]);
});

it('the slope of the absolute error at 0 is 0, and -1 in TensorFlow.js', async () => {
  const build = () => {
    const model = sequential({
      layers: [layers.dense({ units: 1, inputShape: [1], kernelInitializer: initializers.ones() })],
    });
    model.compile({ optimizer: tf.train.sgd(1), loss: 'meanAbsoluteError' });
    return model;
  };
  const samples = { x: one, y: one };
  expect((await trainings.fit(build(), { epochs: 1 }, samples)).weights[1]).toEqual([0]);
  expect(Math.abs((await trainings['model.fit'](build(), { epochs: 1 }, samples)).weights[1][0])).toBe(1);
});

it('the seed decides the order of rows and the masks, which differ from step to step', async () => {
  const train = async (seed: number) => {
    const model = smallNetwork({ middle: [layers.dropout({ rate: 0.5, seed: 1 })] });
    return (await fit(model, data.x, data.y, { epochs: 2, batchSize: 8, seed })).history;
  };
  expect(await train(1)).toEqual(await train(1));
  expect(await train(1)).not.toEqual(await train(2));
});

it('a loss that becomes NaN ends training, with the weights of before the epoch; TensorFlow.js trains on', async () => {
  const build = () => {
    const model = sequential({ layers: [layers.dense({ units: 2, inputShape: [3], kernelInitializer: 'ones' })] });
    model.compile({ optimizer: tf.train.sgd(1e18), loss: 'meanSquaredError' });
    return model;
  };
  const model = build();
  await expect(fit(model, data.x, data.y, ARGS)).rejects.toMatchObject({ code: 'diverged' });
  expect(model.getWeights()[0].dataSync()).toEqual(new Float32Array(6).fill(1));
  const { history } = await build().fit(...tensors(), ARGS);
  expect(history.loss.at(-1)).toBeNaN();
});

it('a learningRate that is assigned to SGD counts, compiled or not; TensorFlow.js ignores it', async () => {
  const still = async (train: (model: ReturnType<typeof smallNetwork>) => Promise<unknown>) => {
    const model = smallNetwork();
    const before = Array.from(model.getWeights()[0].dataSync());
    Object.assign(model.optimizer, { learningRate: 0 });
    await train(model);
    return String(Array.from(model.getWeights()[0].dataSync())) === String(before);
  };
  expect(await still((model) => trainings.fit(model))).toBe(true);
  expect(await still((model) => trainings['fit, compile: false'](model))).toBe(true);
  expect(await still((model) => trainings['model.fit'](model))).toBe(false);
});

it('shares outside 0 to 1 and NaN are refused before training; TensorFlow.js trains on them', async () => {
  const bad = { ...data.y, data: Float32Array.from(data.y.data, (value) => 3 * value) };
  await expect(fit(smallNetwork(), data.x, bad)).rejects.toThrow('y: expected numbers from 0 to 1 for this loss');
  await smallNetwork().fit(toTensor(data.x), toTensor(bad), ARGS);
  const nan = { ...data.x, data: Float32Array.from(data.x.data, (value, i) => (i === 4 ? Number.NaN : value)) };
  await expect(fit(smallNetwork(), nan, data.y)).rejects.toThrow('x: expected finite numbers, received NaN at index 4');
  await smallNetwork().fit(toTensor(nan), toTensor(data.y), ARGS);
});

it('onYield gets the means of the epoch so far', async () => {
  const seen: number[] = [];
  const callbacks = {
    onBatchEnd: (_batch: number, logs?: Record<string, number>) => void seen.push(logs!.loss * logs!.size),
    onYield(_epoch: number, batch: number, logs: Record<string, number>) {
      if (batch === 1) expect(logs.loss).toBeCloseTo((seen[0] + seen[1]) / 16, 5);
    },
  };
  await fit(smallNetwork(), data.x, data.y, { ...ARGS, epochs: 1, yieldEvery: 'batch', callbacks });
  expect.assertions(1);
});

it("val_ numbers of several outputs stand under their own names; in TensorFlow.js under each other's", async () => {
  const build = () => {
    const x = input({ shape: [3] });
    const dense = (seed: number) =>
      layers.dense({ units: 2, activation: 'softmax', kernelInitializer: initializers.randomUniform({ seed }) });
    const model = functional({ inputs: x, outputs: [1, 2].map((seed) => dense(seed).apply(x)) as never });
    const loss = ['categoricalCrossentropy', 'meanSquaredError'];
    model.compile({ optimizer: tf.train.sgd(0), loss, metrics: ['accuracy'] }); // its weights stay
    return model;
  };
  const [x, y] = tensors();
  const args = { ...ARGS, epochs: 1, batchSize: x.shape[0] };
  const sameNames = (history: Record<string, unknown>) =>
    Object.keys(history)
      .filter((name) => !name.startsWith('val_'))
      .map((name) => Math.abs((history[name] as number[])[0] - (history[`val_${name}`] as number[])[0]) < 1e-5);

  const own = await fit(build(), x as never, [y, y] as never, { ...args, validationData: [x, [y, y]] as never });
  expect(sameNames(own.history)).toEqual([true, true, true, true, true]); // the loss, and each output's loss and accuracy
  const reference = await build().fit(x, [y, y], { ...args, validationData: [x, [y, y]] as never });
  expect(sameNames(reference.history)).toContain(false);
});

it('verbose prints nothing', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  try {
    await fit(smallNetwork(), data.x, data.y, { ...ARGS, verbose: 1 });
    expect(log).not.toHaveBeenCalled();
  } finally {
    log.mockRestore();
  }
});

it('a callback that TensorFlow.js was given for every model is not called', async () => {
  let epochs = 0;
  class Counter extends tfLayers.CustomCallback {
    constructor() {
      super({ onEpochEnd: () => void epochs++ });
    }
  }
  tfLayers.registerCallbackConstructor(1, Counter as never);
  await fit(smallNetwork(), data.x, data.y, { ...ARGS, verbose: 1 });
  expect(epochs).toBe(0);
  await smallNetwork().fit(...tensors(), { ...ARGS, verbose: 1 });
  expect(epochs).toBe(ARGS.epochs);
});
