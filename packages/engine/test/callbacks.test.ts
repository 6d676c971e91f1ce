// Callbacks are part of training: whatever they read or set means what it means in model.fit.
import '@tensorflow/tfjs-backend-cpu';
import type { FitCallback, Logs } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import { Callback, type LayersModel, layers, callbacks as tfCallbacks } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { differences, heldOut, type Network, smallNetwork, toTensor, trainings } from './side-by-side';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

type Noted = (string | number)[];
/** Makes the callbacks of a training; `note` remembers what they see. */
type Make = (model: LayersModel, note: (...seen: Noted) => void) => FitCallback | FitCallback[];

const hooks = ['onTrainBegin', 'onEpochBegin', 'onBatchBegin', 'onBatchEnd', 'onEpochEnd', 'onTrainEnd'] as const;
type Hook = (typeof hooks)[number];

/** Acts in one hook, in its second call where it has more than one, and counts its calls. */
const once = (hook: Hook, act: () => unknown): FitCallback => {
  let calls = 0;
  const at = hook.startsWith('onTrain') ? 1 : 2;
  return { [hook]: () => (++calls === at ? act() : undefined) };
};
const kernel = (model: LayersModel) => model.layers[0].getWeights()[0];
const scaled = (model: LayersModel, factor: number) =>
  tf.tidy(() => model.setWeights(model.getWeights().map((weight) => tf.mul(weight, factor))));
const sumOf = (tensor: tf.Tensor) =>
  Float32Array.from(tensor.dataSync()).reduce((sum, value) => sum + Math.abs(value), 0);
const stop = (model: LayersModel, now = true) => {
  if (now) model.stopTraining = true;
};
const adam = () => tf.train.adam(0.05, 0.9, 0.999, 1e-7);
const setRate = (model: LayersModel, rate: number) => {
  (model.optimizer as unknown as { learningRate: number }).learningRate = rate;
};

/** For every hook, what may be done in it. */
const acts: [string, Network, (model: LayersModel) => unknown][] = [
  ['sets the weights', {}, (model) => scaled(model, 0.5)],
  ['sets one weight by assign', {}, (model) => (kernel(model) as tf.Variable).assign(tf.ones([3, 4]))],
  ['sets the weights, with Adam', { optimizer: 'adam' }, (model) => scaled(model, 0.5)],
  ['sets the learning rate', { optimizer: 'adam' }, (model) => setRate(model, 0.2)],
  ['sets the learning rate of SGD', {}, (model) => (model.optimizer as tf.SGDOptimizer).setLearningRate(0.05)],
  [
    'forgets what the optimizer knows',
    { optimizer: 'adam' },
    async (model) => {
      const [count, ...slots] = await model.optimizer.getWeights();
      const zero = (tensor: tf.Tensor) => tf.zerosLike(tensor);
      await model.optimizer.setWeights([count, ...slots].map(({ name, tensor }) => ({ name, tensor: zero(tensor) })));
    },
  ],
  [
    'scales what the optimizer keeps',
    { optimizer: 'adam' },
    async (model) => {
      for (const { name, tensor } of await model.optimizer.getWeights())
        if (name !== 'iter') tf.tidy(() => (tensor as tf.Variable).assign(tf.mul(tensor, 3)));
    },
  ],
  [
    'takes a step of its own',
    { optimizer: 'adam' },
    (model) =>
      model.optimizer.minimize(
        () => tf.sum(tf.square(kernel(model))) as tf.Scalar,
        false,
        model.getWeights() as tf.Variable[],
      ),
  ],
  [
    'freezes a layer and compiles anew',
    {},
    (model) => {
      model.layers[0].trainable = false;
      model.compile({ optimizer: tf.train.sgd(0.3), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
    },
  ],
  ['freezes a layer without compiling', {}, (model) => void Object.assign(model.layers[0], { trainable: false })],
  [
    'compiles with another optimizer and loss',
    {},
    (model) => model.compile({ optimizer: tf.train.adam(0.1), loss: 'meanSquaredError', metrics: ['accuracy'] }),
  ],
  ['stops training', {}, (model) => stop(model)],
  ['reads a weight', {}, (model) => kernel(model).dataSync()],
];

const cases = acts.flatMap(([what, network, act]) =>
  hooks.map((hook) => [`${hook} ${what}`, network, once.bind(null, hook), act] as const),
);

async function sideBySide(network: Network, make: Make, args: object = {}) {
  const runs = [];
  for (const train of [trainings['model.fit'], trainings.fit, trainings['fit, compile: false']]) {
    const model = smallNetwork({ ...network, optimizer: network.optimizer === 'adam' ? adam() : network.optimizer });
    const seen: Noted[] = [];
    const callbacks = make(model, (...values) => seen.push(values));
    runs.push({ outcome: await train(model, { callbacks, ...args } as never), seen });
  }
  return runs;
}

describe('in a callback, ', () => {
  it.each(cases)('%s as in model.fit', async (_, network, at, act) => {
    const [expected, ...own] = await sideBySide(network, (model) => at(() => act(model)));
    for (const { outcome } of own) expect(differences(expected.outcome, outcome)).toEqual([]);
  });

  const reads: [string, Network, Make][] = [
    [
      'the weights, in every hook',
      {},
      (model, note) => Object.fromEntries(hooks.map((hook) => [hook, () => note(hook, sumOf(kernel(model)))])),
    ],
    [
      'weights that were taken before training',
      {},
      (model, note) => {
        const taken = kernel(model);
        return { onBatchEnd: () => note(sumOf(taken)) };
      },
    ],
    [
      'copies of the weights, later',
      {},
      (model, note) => {
        const copies: tf.Tensor[] = [];
        return {
          onBatchEnd: () => void copies.push(kernel(model).clone()),
          onTrainEnd: () => note(...copies.map(sumOf)),
        };
      },
    ],
    [
      'predictions and evaluations',
      { middle: [] },
      (model, note) => ({
        onBatchEnd() {
          const x = toTensor(heldOut.x);
          note(sumOf(model.predict(x) as tf.Tensor));
          note(...(model.evaluate(x, toTensor(heldOut.y)) as tf.Scalar[]).map((value) => value.dataSync()[0]));
        },
      }),
    ],
    [
      'what the optimizer keeps, and its count of steps',
      { optimizer: 'adam' },
      (model, note) => ({
        async onBatchEnd() {
          for (const { tensor } of await model.optimizer.getWeights()) note(sumOf(tensor));
          note(model.optimizer.iterations);
        },
      }),
    ],
    [
      'the logs of batches and epochs',
      {},
      (_, note) => {
        const noteLogs = (hook: string) => (index?: number, logs?: Logs) =>
          note(
            hook,
            String(index),
            ...Object.entries(logs ?? {})
              .sort()
              .flat(),
          );
        return Object.fromEntries(
          hooks.filter((hook) => !hook.startsWith('onTrain')).map((hook) => [hook, noteLogs(hook)]),
        );
      },
    ],
    [
      'entries that another callback has added or changed',
      {},
      (_, note) => [
        {
          onBatchBegin: (batch, logs) => void Object.assign(logs!, { begun: batch }),
          onEpochEnd: (epoch, logs) => void Object.assign(logs!, { rate: 0.5 / (epoch + 1), loss: 7 }),
          onBatchEnd: (_batch, logs) => void Object.assign(logs!, { more: 1 }),
        },
        {
          onEpochEnd: (_epoch, logs) => note(logs!.rate, logs!.loss),
          onBatchEnd: (_batch, logs) => note(logs!.more, logs!.begun),
        },
      ],
    ],
    [
      'parameters and the model, in a class',
      {},
      (model, note) => {
        class Watcher extends Callback {
          override async onEpochEnd(epoch: number, logs?: object) {
            const { samples, batchSize, epochs, initialEpoch, doValidation, metrics } = this.params as Record<
              string,
              never
            >;
            note(epoch, samples, batchSize, epochs, initialEpoch, String(doValidation), String(metrics));
            note(String((this.model as LayersModel).getWeights().length), String(Object.keys(logs ?? {}).sort()));
            if (epoch === 1) (this.model as LayersModel).stopTraining = true;
          }
        }
        void model;
        return new Watcher() as FitCallback;
      },
    ],
  ];
  it.each(reads)('%s read as in model.fit', async (_, network, make) => {
    const [expected, ...own] = await sideBySide(network, make, { validationData: undefined });
    expect(expected.seen.length).toBeGreaterThan(0);
    for (const { outcome, seen } of own) {
      expect(differences(expected.outcome, outcome)).toEqual([]);
      expect(seen.map(rounded)).toEqual(expected.seen.map(rounded));
    }
  });

  const rounded = (seen: Noted) => seen.map((value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value));

  it.each<[string, Make]>([
    ['stopped in the middle of an epoch', (model) => ({ onBatchEnd: (batch) => stop(model, batch === 1) })],
    ['stopped as an epoch begins', (model) => ({ onEpochBegin: (epoch) => stop(model, epoch === 1) })],
    ['stopped as training begins', (model) => ({ onTrainBegin: () => stop(model) })],
    [
      'with weights that are set after the last batch',
      (model) => ({ onBatchEnd: (batch) => batch === 2 && void scaled(model, 0.5) }) as FitCallback,
    ],
    [
      'stopped early',
      () => tfCallbacks.earlyStopping({ monitor: 'val_loss', minDelta: 10, patience: 1 }) as FitCallback,
    ],
  ])('%s, the history has what model.fit records, and no NaN', async (_, make) => {
    const validation = (tensors: boolean) => ({
      validationData: tensors ? [toTensor(heldOut.x), toTensor(heldOut.y)] : [heldOut.x, heldOut.y],
    });
    const model = smallNetwork();
    const expected = await trainings['model.fit'](model, { callbacks: make(model, () => {}), ...validation(true) });
    for (const train of [trainings.fit, trainings['fit, compile: false']]) {
      const own = smallNetwork();
      const outcome = await train(own, { callbacks: make(own, () => {}), ...validation(false) } as never);
      expect(differences(expected, outcome)).toEqual([]);
      expect(Object.values(outcome.history).flat().every(Number.isFinite)).toBe(true);
    }
  });

  it('dropout and batch normalization go on as without it', async () => {
    const middle = () => [layers.batchNormalization(), layers.dropout({ rate: 0.5 })];
    const alone = await trainings.fit(smallNetwork({ middle: middle() }));
    const watched = smallNetwork({ middle: middle() });
    const callbacks = { onBatchEnd: () => void watched.getWeights().map((weight) => weight.dataSync()) };
    expect(await trainings.fit(watched, { callbacks })).toEqual(alone);
  });

  it('the model ends with tensors of its own, and none is left over', async () => {
    const model = smallNetwork({ optimizer: adam() });
    await trainings.fit(model);
    const before = tf.memory().numTensors;
    const callbacks: FitCallback = {
      onBatchEnd: (batch) => void (batch === 1 ? scaled(model, 0.9) : kernel(model).dataSync()),
      onEpochEnd: () => tf.tidy(() => void model.predict(tf.ones([2, 3]))),
    };
    await trainings.fit(model, { callbacks });
    expect(tf.memory().numTensors - before).toBe(1); // the count of steps that the helper reads
  });

  it('an error that it throws ends training, with the weights so far', async () => {
    const model = smallNetwork();
    const seen: number[] = [];
    const callbacks = {
      onBatchEnd(batch: number) {
        seen.push(sumOf(kernel(model)));
        if (batch === 1) throw new Error('enough');
      },
    };
    await expect(trainings.fit(model, { callbacks })).rejects.toThrow('enough');
    expect(sumOf(kernel(model))).toBe(seen.at(-1));
    await trainings.fit(model);
  });
});
