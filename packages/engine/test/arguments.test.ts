// Whatever is given to a public function, what is thrown is an MlpLabError.
import '@tensorflow/tfjs-backend-cpu';
import { MlpLabError } from '@mlp-lab/core';
import * as engine from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { oddValue } from '../../../testing/odd-arguments';
import { data, smallNetwork } from './side-by-side';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const { evaluate, explain, fit, fitAll, predict, earlyStopping, optimizerWeights, setOptimizerWeights } = engine;
const { x, y } = data;

/** The shared values, and pairs of data and shape that don't fit. */
const odd = fc.oneof(
  { weight: 4, arbitrary: oddValue },
  fc.constantFrom<unknown>(
    { shape: [2n, 3] },
    { data: new Float32Array(0), shape: [0, 3] },
    { data: new Float32Array(6), shape: [6] },
    { data: new Float32Array(6), shape: [1, 2, 3] },
    { data: [1, 2, 3], shape: [1, 3] },
    { data: new DataView(new ArrayBuffer(12)), shape: [1, 3] },
    { data: new BigInt64Array(66), shape: [22, 3] },
    { data: 'abc', shape: [1, 3] },
    { data: new Float32Array(3), shape: [-1, 3] },
  ),
);
const optionNames = [
  ...[
    'epochs',
    'batchSize',
    'shuffle',
    'validationSplit',
    'validationData',
    'initialEpoch',
    'initialSums',
    'classWeight',
    'callbacks',
  ],
  ...['yieldEvery', 'seed', 'sampleWeight', 'signal', 'compile', 'monitor', 'patience', 'threads', 'onProgress'],
  ...['batch_size', 'epoch', 'validation_split'],
];
const oddOptions = fc.oneof(odd, fc.dictionary(fc.constantFrom(...optionNames), odd, { maxKeys: 2 }));
// so large a number is a valid count, and a long training
const isShort = (options: unknown) => !(Number((options as { epochs?: number })?.epochs) > 5);

const step = { name: 'iter', tensor: tf.scalar(1, 'int32') };

/** Each export, called with something odd in each of its arguments. */
const calls: Record<string, (value: unknown, options: unknown) => [string, () => unknown][]> = {
  fit: (value, options) => [
    ['model', () => fit(value as never, x, y)],
    ['x', () => fit(smallNetwork(), value as never, y)],
    ['y', () => fit(smallNetwork(), x, value as never)],
    ['args', () => fit(smallNetwork(), x, y, options as never)],
  ],
  evaluate: (value, options) => [
    ['model', () => evaluate(value as never, x, y)],
    ['x', () => evaluate(smallNetwork(), value as never, y)],
    ['y', () => evaluate(smallNetwork(), x, value as never)],
    ['args', () => evaluate(smallNetwork(), x, y, options as never)],
  ],
  predict: (value, options) => [
    ['model', () => predict(value as never, x)],
    ['x', () => predict(smallNetwork(), value as never)],
    ['args', () => predict(smallNetwork(), x, options as never)],
  ],
  explain: (value) => [['model', () => explain(value as never)]],
  fitAll: (value, options) => [
    ['jobs', () => fitAll(value as never)],
    ['a job', () => fitAll([value as never], { jobs: 1 })],
    ['a job’s model', () => fitAll([{ name: 'one', model: value as never, x, y }], { jobs: 1 })],
    ['options', () => fitAll([], options as never)],
  ],
  earlyStopping: (_, options) => [['options', () => earlyStopping(options as never)]],
  optimizerWeights: (value) => [['optimizer', () => optimizerWeights(value as never)]],
  setOptimizerWeights: (value) => [
    ['optimizer', () => setOptimizerWeights(value as never, [step])],
    ['weights', () => setOptimizerWeights(tf.train.adam(), value as never)],
    ['a weight', () => setOptimizerWeights(tf.train.adam(), [value as never])],
    ['a name', () => setOptimizerWeights(tf.train.adam(), [{ ...step, name: value as never }])],
    ['a tensor', () => setOptimizerWeights(tf.train.adamax(), [step, { name: 'slot', tensor: value as never }])],
    ['weights of another optimizer', () => setOptimizerWeights(tf.train.sgd(0.1), [step, step])],
  ],
};

describe('whatever is given to it', () => {
  it('every export is tried', () => {
    expect(Object.keys(calls).sort()).toEqual(Object.keys(engine).sort());
  });

  it.each(Object.entries(calls))('%s throws nothing but MlpLabErrors', async (_, make) => {
    await fc.assert(
      fc.asyncProperty(odd, oddOptions.filter(isShort), async (value, options) => {
        for (const [argument, call] of make(value, options))
          try {
            await call();
          } catch (error) {
            expect(error, `${argument}: ${(error as Error)?.stack}`).toBeInstanceOf(MlpLabError);
          }
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it.each<[object, string]>([
    [{ batch_size: 8 }, "fit: unknown option 'batch_size': did you mean batchSize?"],
    [{ epoch: 8 }, "fit: unknown option 'epoch'"],
    [{ validation_data: [x, y] }, "fit: unknown option 'validation_data'"],
    [{ epochs: 3n }, 'epochs: expected an integer of at least 0, received 3n'],
    [{ validationData: { x, y } }, 'validationData: expected [x, y] or [x, y, weights]'],
    [{ callbacks: [null] }, 'callbacks: expected an object, received null'],
    [{ callbacks: { onEpochEnd: 3 } }, 'callbacks: onEpochEnd: expected a function, received 3'],
    [{ seed: 1.5 }, 'seed'],
  ])('an option is refused by its name: %o', async (args, message) => {
    await expect(fit(smallNetwork(), x, y, args as never)).rejects.toThrow(message);
  });

  it('null means "not given"', async () => {
    const names = [
      'epochs',
      'batchSize',
      'shuffle',
      'validationSplit',
      'validationData',
      'initialEpoch',
      'initialSums',
      'classWeight',
    ];
    const more = ['callbacks', 'yieldEvery', 'verbose', 'seed', 'sampleWeight', 'signal', 'compile'];
    const nulls = Object.fromEntries([...names, ...more].map((name) => [name, null]));
    const given = await fit(smallNetwork(), x, y, nulls as never);
    expect(given).toEqual(await fit(smallNetwork(), x, y));
    expect(await fit(smallNetwork(), x, y, null)).toEqual(given);
    expect(await evaluate(smallNetwork(), x, y, { batchSize: null } as never)).toEqual(
      await evaluate(smallNetwork(), x, y),
    );
  });

  it('verbose is taken wherever TensorFlow.js takes it', async () => {
    const silent = { verbose: 0 };
    expect(await evaluate(smallNetwork(), x, y, silent)).toEqual(await evaluate(smallNetwork(), x, y));
    expect(await predict(smallNetwork(), x, silent)).toEqual(await predict(smallNetwork(), x));
  });

  it('columns of BigInt are read as numbers', async () => {
    const whole = Float32Array.from(x.data, Math.round);
    const big = { data: BigInt64Array.from(whole, BigInt), shape: x.shape };
    const numbers = { data: whole, shape: x.shape };
    expect(await predict(smallNetwork(), big as never)).toEqual(await predict(smallNetwork(), numbers));
  });
});
