// Models that can't be compiled: the backend that trains them, and what fails there.
import '@tensorflow/tfjs-backend-cpu';
import { MlpLabError } from '@mlp-lab/core';
import { evaluate, explain, fit, predict } from '@mlp-lab/engine';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers } from '@tensorflow/tfjs-layers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ARGS, data, type Network, smallNetwork } from './side-by-side';

const { x, y } = data;
beforeEach(() => tf.setBackend('cpu'));

/** A network that only TensorFlow.js trains, since its loss is a function. */
const network = (more: Network = {}) =>
  smallNetwork({ compile: { loss: (t: tf.Tensor, p: tf.Tensor) => tf.mean(tf.squaredDifference(t, p), -1) }, ...more });

const weightsOf = (model: LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);

/** The engine anew, with the backend `wasm` that a program has imported: here one that computes as `cpu` does. */
async function withFastBackend() {
  tf.registerBackend('wasm', () => new MathBackendCPU());
  tf.copyRegisteredKernels('cpu', 'wasm');
  vi.resetModules();
  return import('@mlp-lab/engine');
}

function removeFastBackend() {
  if (tf.findBackendFactory('wasm')) tf.removeBackend('wasm');
  for (const { kernelName } of tf.getKernelsForBackend('wasm')) tf.unregisterKernel(kernelName, 'wasm');
}

describe('the backend of a model that is not compiled', () => {
  afterEach(removeFastBackend);

  it('is the active one', () => {
    expect(explain(network())).toMatchObject({ compiled: false, backend: 'cpu' });
    expect(explain(smallNetwork())).toMatchObject({ compiled: true, backend: 'engine' });
  });

  it('is wasm in place of cpu where the program imports it, as long as it is needed', async () => {
    const engine = await withFastBackend();
    const seen: string[] = [];
    const model = network();
    expect(engine.explain(model).backend).toBe('wasm');
    await engine.fit(model, x, y, { ...ARGS, callbacks: { onBatchEnd: () => void seen.push(tf.getBackend()) } });
    expect(new Set(seen)).toEqual(new Set(['wasm']));
    expect(tf.getBackend()).toBe('cpu');
    const expected = network();
    await fit(expected, x, y, { ...ARGS, compile: false });
    expect(weightsOf(model)).toEqual(weightsOf(expected));
    expect(await engine.evaluate(model, x, y)).toEqual(await evaluate(expected, x, y, { compile: false }));
    expect(tf.getBackend()).toBe('cpu');
  });

  it('stays the active one with compile: false', async () => {
    const engine = await withFastBackend();
    const seen: string[] = [];
    const callbacks = { onEpochEnd: () => void seen.push(tf.getBackend()) };
    await engine.fit(network(), x, y, { epochs: 1, compile: false, callbacks });
    expect(seen).toEqual(['cpu']);
  });

  it('is wasm until the last of two fits at once ends', async () => {
    const engine = await withFastBackend();
    const seen: string[] = [];
    const callbacks = { onEpochEnd: () => void seen.push(tf.getBackend()) };
    await Promise.all([2, 4].map((epochs) => engine.fit(network(), x, y, { epochs, callbacks, yieldEvery: 'batch' })));
    expect(seen).toEqual(new Array(6).fill('wasm'));
    expect(tf.getBackend()).toBe('cpu');
  });

  it('is cpu where wasm lacks an operation or does not start', async () => {
    const expected = network();
    await fit(expected, x, y, ARGS);
    const lacking = await withFastBackend();
    tf.unregisterKernel('SquaredDifference', 'wasm');
    const model = network();
    await lacking.fit(model, x, y, ARGS);
    expect(weightsOf(model)).toEqual(weightsOf(expected));
    expect(tf.getBackend()).toBe('cpu');
    expect(lacking.explain(model).backend).toBe('cpu');

    removeFastBackend();
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    tf.registerBackend('wasm', () => {
      throw new Error('no files');
    });
    vi.resetModules();
    const unable = await import('@mlp-lab/engine');
    const other = network();
    await unable.fit(other, x, y, ARGS);
    warn.mockRestore();
    expect(weightsOf(other)).toEqual(weightsOf(expected));
    expect(tf.getBackend()).toBe('cpu');
  });
});

describe('an error within TensorFlow.js', () => {
  const broken = () => {
    throw new TypeError('no such thing');
  };
  class Broken extends tf.SGDOptimizer {
    override applyGradients = broken;
  }

  it.each<[string, Network]>([
    ['a loss', { compile: { loss: broken } }],
    ['a metric', { compile: { metrics: [broken] } }],
    ['an optimizer', { optimizer: new Broken(0.1) }],
    ['a layer', { middle: [Object.assign(layers.flatten(), { call: broken })] }],
  ])('of %s is the cause of an MlpLabError', async (_, parts) => {
    const build = () => {
      const model = smallNetwork({ middle: [layers.activation({ activation: 'tanh' })] });
      if (!parts.middle) return smallNetwork(parts);
      Object.assign(model.layers[1], { call: broken });
      return model;
    };
    const failing = [
      fit(build(), x, y, ARGS),
      fit(build(), x, y, { ...ARGS, validationSplit: 0.5 }),
      ...(parts.optimizer ? [] : [evaluate(build(), x, y)]),
      ...(parts.middle ? [predict(build(), x)] : []),
    ];
    for (const end of await Promise.allSettled(failing)) {
      const { reason } = end as PromiseRejectedResult;
      expect(reason).toBeInstanceOf(MlpLabError);
      expect(reason).toMatchObject({ code: 'bad-model', cause: expect.any(TypeError) });
      expect(reason.message).toMatch(
        /^(training|evaluation|prediction) through TensorFlow.js failed: no such thing: check/,
      );
    }
  });

  it('leaves the errors of callbacks as they are', async () => {
    const own = new RangeError('mine');
    const callbacks = {
      onEpochEnd() {
        throw own;
      },
    };
    await expect(fit(network(), x, y, { ...ARGS, callbacks })).rejects.toBe(own);
  });
});
