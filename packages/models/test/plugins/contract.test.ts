// The contract suite: a good plugin passes all of it, and a plugin broken in one way fails just what it breaks.
import { chain, expression, scaleByLearningRate, trace } from '@mlp-lab/core';
import {
  definePlugin,
  defineVariant,
  notebookRecipe,
  type Plugin,
  type TensorFlow,
  type Variant,
} from '@mlp-lab/models';
import { type Engine, pluginContract, testPlugin } from '@mlp-lab/models/testing';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { tf } from '../tf';

type Tensor = ReturnType<TensorFlow['scalar']>;

/** What can be wrong with the layer and the network below. */
interface Faults {
  /** Kept after each `call`. */
  leak?: boolean;
  /** Weights that the seed knows nothing of. */
  unseeded?: boolean;
  /** A config that does not give the layer back. */
  config?: boolean;
  /** A weight that nothing depends on. */
  idle?: boolean;
  build?: () => never;
  /** As the layer's config has it. */
  scaleInitializer?: unknown;
  classes?: number;
  activation?: 'softmax' | 'linear';
  options?: z.ZodType<{ units: number }>;
}

const scaleInitializer = { className: 'RandomUniform', config: { minval: 0.5, maxval: 1.5 } };

/** y = factor · x · scale, of which `factor` is a setting of the layer and `scale` a weight. */
function plugin(faults: Faults = {}, more: Partial<Plugin> = {}): Plugin {
  return definePlugin({
    meta: { name: 'mlp-lab-plugin-tested', version: '1.0.0', namespace: 'tested' },
    layers: {
      Scale: (tf) =>
        class Scale extends tf.layers.Layer {
          readonly factor: number;
          constructor(config: { factor?: number } = {}) {
            super(config as object);
            this.factor = config.factor ?? 1;
          }
          override build(inputShape: number[]) {
            const shape = [inputShape[inputShape.length - 1]];
            this.addWeight('scale', shape, 'float32', tf.initializers.randomUniform({ minval: 0.5, maxval: 1.5 }));
            if (faults.idle) this.addWeight('idle', shape, 'float32', tf.initializers.ones());
            super.build(inputShape);
          }
          override call(inputs: Tensor[]) {
            if (faults.leak) tf.keep(tf.scalar(1));
            return tf.tidy(() => tf.mul(tf.mul(inputs[0], this.weights[0].read()), this.factor));
          }
          override getConfig() {
            const initializer = (faults.scaleInitializer ?? scaleInitializer) as typeof scaleInitializer;
            const config = { ...super.getConfig(), ...(!faults.unseeded && { scaleInitializer: initializer }) };
            return faults.config ? config : { ...config, factor: this.factor };
          }
        },
    },
    variants: [
      defineVariant({
        name: 'scaled',
        title: 'Scaled',
        changes: [],
        recipe: { ...notebookRecipe, optimizer: { name: 'sgd', learningRate: 0.1 } },
        options: faults.options ?? z.strictObject({ units: z.number().int().min(1).default(6) }),
        build: ({ tf, inputSize, classes, options: { units }, layer }) =>
          faults.build?.() ??
          tf.sequential({
            layers: [
              tf.layers.dense({ units, inputShape: [inputSize], activation: 'tanh' }),
              layer('Scale', { factor: 2 }),
              tf.layers.dense({ units: faults.classes ?? classes, activation: faults.activation ?? 'softmax' }),
            ],
          }),
      }),
    ],
    ...more,
  });
}

/** The sentences that a plugin breaks, and what is said of the first. */
async function broken(tested: Plugin): Promise<{ names: string[]; first?: string }> {
  const failures: { name: string; message: string }[] = [];
  for (const { name, run } of pluginContract(tested, { tf, epochs: 3 }))
    await run().catch((error: Error) => failures.push({ name, message: error.message }));
  return { names: failures.map(({ name }) => name), first: failures[0]?.message };
}

describe('the contract of plugins', () => {
  it('is kept by a good plugin, with other options too', async () => {
    const options = { 'tested/scaled': [{ units: 3 }] };
    const tests = pluginContract(plugin(), { tf, options, epochs: 5 });
    for (const { run } of tests) await run();
    expect(tests.map(({ name }) => name)).toEqual([
      'is a plugin',
      'has a version that npm takes',
      'has names that nobody else has',
      'brings layers that are layers',
      ...['tested/scaled', 'tested/scaled:units=3'].flatMap((name) => [
        `${name} gives probabilities`,
        `${name} learns: its loss falls, and every trainable weight moves`,
        `${name} gives the same numbers for the same seed, and others for another`,
        `${name} is saved and loaded to the same answers`,
        `${name} leaves no tensor behind`,
        `${name} checks its options`,
      ]),
    ]);
  });

  it('is kept by good activations, initializers and optimizers, each in a small network', async () => {
    const { variants: _, layers: __, ...rest } = plugin();
    const parts: Plugin = {
      ...rest,
      activations: { bent: expression((x, { maximum }) => maximum(x, x.mul(0.1))) },
      initializers: {
        small: (random, shape) =>
          random.uniform(
            shape.reduce((a, b) => a * b),
            -0.2,
            0.2,
          ),
      },
      optimizers: {
        plain: {
          title: 'Plain',
          defaults: { learningRate: 0.1 },
          slots: [],
          update: (tf, { value, gradient }, { learningRate }) => ({
            value: tf.sub(value, tf.mul(gradient, learningRate)),
            slots: [],
          }),
        },
        composed: {
          title: 'Composed',
          defaults: { learningRate: 0.1, momentum: 0.5 },
          transformation: chain(trace(), scaleByLearningRate()),
        },
      },
    };
    expect(await broken(parts)).toEqual({ names: [] });
    expect(pluginContract(parts, { tf }).map(({ name }) => name)).toContain(
      'the optimizer tested/plain leaves no tensor behind',
    );
  });

  it('is kept by a network that build compiles with an optimizer and a loss of its own', async () => {
    const variant: Variant = {
      name: 'own',
      title: 'Own loss',
      changes: [],
      recipe: notebookRecipe,
      build({ tf, inputSize, classes }) {
        const model = tf.sequential({
          layers: [tf.layers.dense({ units: classes, activation: 'softmax', inputShape: [inputSize] })],
        });
        model.compile({
          optimizer: tf.train.sgd(0.1),
          loss: (truth, output) => tf.sum(tf.square(tf.sub(truth, output)), -1),
          metrics: ['accuracy'],
        });
        return model;
      },
    };
    expect(await broken(plugin({}, { layers: {}, variants: [variant] }))).toEqual({ names: [] });
  });

  it.each(['randomNormal', 'glorotUniform', { className: 'GlorotUniform', config: {} }])(
    "is kept where a layer's config has the initializer %o",
    async (scaleInitializer) => {
      expect(await broken(plugin({ scaleInitializer }))).toEqual({ names: [] });
    },
  );

  it.each<[string, () => unknown]>([
    ['nothing', () => undefined],
    ['slots by name', () => ({ value: tf.scalar(1), slots: { mean: tf.scalar(1) } })],
    ['too few slots', () => ({ value: tf.scalar(1), slots: [] })],
  ])('names the optimizer whose update returns %s', async (_, update) => {
    const optimizers = {
      odd: { title: 'Odd', defaults: { learningRate: 0.1 }, slots: ['mean'], update: update as never },
    };
    const { first } = await broken(plugin({}, { variants: [], layers: {}, optimizers }));
    expect(first).toBe('optimizer tested>odd: update must return { value, slots: [mean] }');
  });

  it.each<[string, Plugin, string[], RegExp]>([
    [
      'a build that throws',
      plugin({
        build: () => {
          throw new Error('no');
        },
      }),
      ['gives probabilities', 'learns', 'gives the same numbers', 'is saved', 'leaves no tensor'],
      /plugin mlp-lab-plugin-tested 1\.0\.0, variant 'tested\/scaled': build threw: no/,
    ],
    [
      'another output',
      plugin({ classes: 4 }),
      ['gives probabilities', 'learns', 'gives the same numbers', 'is saved', 'leaves no tensor'],
      /one output, \[batch, 3\]: received \[batch, 4\]/,
    ],
    [
      'no softmax',
      plugin({ activation: 'linear' }),
      ['gives probabilities', 'learns'],
      /3 probabilities that add up to 1 \(softmax\)/,
    ],
    ['a weight that nothing depends on', plugin({ idle: true }), [], /idle/],
    [
      'weights that the seed does not know',
      plugin({ unseeded: true }),
      ['gives the same numbers'],
      /initial weights of one seed: expected .* getConfig .* received others in .*\/scale$/,
    ],
    [
      'a config that is not whole',
      plugin({ config: true }),
      ['is saved'],
      /the loaded network: expected the answers of the saved one/,
    ],
    [
      'a tensor that is kept',
      plugin({ leak: true }),
      ['leaves no tensor behind'],
      /tensors left .*: expected 0, received \d+/,
    ],
    [
      'an option that takes anything',
      plugin({ options: z.strictObject({ units: z.any().default(6) }) }),
      ['checks its options'],
      /option units: expected to refuse/,
    ],
    [
      'options that there are not',
      plugin({ options: z.looseObject({ units: z.number().default(6) }) as never }),
      ['checks its options'],
      /an option noSuchOption: expected to be refused/,
    ],
    [
      'a version of its own making',
      plugin({}, { meta: { name: 'x', version: 'newest', namespace: 'tested' } }),
      ['has a version that npm takes'],
      /meta\.version: expected three numbers, 1\.2\.3, received newest/,
    ],
    [
      'a layer that is no layer',
      plugin({}, { variants: [], layers: { Thing: () => class {} as never } }),
      ['brings layers that are layers'],
      /layer Thing: expected a class that extends tf\.layers\.Layer/,
    ],
    [
      'an initializer of one value',
      plugin(
        {},
        {
          variants: [],
          layers: {},
          initializers: { flat: (_, shape) => new Float32Array(shape[0] * shape[1]).fill(0.1) },
        },
      ),
      ['gives the same numbers'],
      /initial weights of two seeds: expected others, received the same/,
    ],
    [
      'an optimizer that climbs',
      plugin(
        {},
        {
          variants: [],
          layers: {},
          optimizers: {
            up: {
              title: 'Up',
              defaults: { learningRate: 0.01 },
              slots: [],
              update: (tf, { value, gradient }, { learningRate }) => ({
                value: tf.add(value, tf.mul(gradient, learningRate)),
                slots: [],
              }),
            },
          },
        },
      ),
      ['learns'],
      /its loss after training: expected less than/,
    ],
    [
      'an activation that is flat',
      plugin({}, { variants: [], layers: {}, activations: { flat: 0.5 } }),
      ['learns'],
      /trainable weights: expected all to move|loss after training/,
    ],
  ])('is broken by %s', async (_, tested, sentences, message) => {
    const { names, first } = await broken(tested);
    if (sentences.length > 0)
      expect(names.map((name) => sentences.find((sentence) => name.includes(sentence)))).toEqual(sentences);
    expect(first).toMatch(message);
  });

  it('is broken by a layer that the engine computes otherwise', async () => {
    const engine: Engine = {
      fit: async (model, x, y, { compile: _, seed: __, ...args }) => model.fit(x, y, { ...args, shuffle: false }),
      predict: async (model, x) => ({
        data: Float32Array.from((model.predict(x) as Tensor).dataSync(), (p) => p + 0.01),
      }),
    };
    const tests = pluginContract(plugin(), { tf, engine, epochs: 2 });
    const compared = tests.find(({ name }) => name === 'tested/scaled is computed by the engine as by TensorFlow.js');
    await expect(compared?.run()).rejects.toThrowError(
      /the engine's answers before training: expected TensorFlow\.js's, received 0\.01\d* off/,
    );
  });

  it('is broken by a composed optimizer that the engine does not compile', async () => {
    const engine: Engine = {
      fit: async (model, x, y, { compile: _, seed: __, ...args }) => model.fit(x, y, { ...args, shuffle: false }),
      predict: async (model, x) => ({ data: Float32Array.from((model.predict(x) as Tensor).dataSync()) }),
      explain: () => ({ compiled: false, reasons: ['the optimizer changes weights of 0'] }),
    };
    const { meta } = plugin();
    const optimizers = {
      plain: { title: 'Plain', defaults: { learningRate: 0.1 }, transformation: scaleByLearningRate() },
    };
    const tests = pluginContract({ meta, optimizers }, { tf, engine, epochs: 2 });
    const compiled = tests.find(({ name }) => name === 'the optimizer tested/plain is compiled by the engine');
    await expect(compiled?.run()).rejects.toThrowError(/expected true, received the optimizer changes weights of 0/);
  });

  it('asks for the engine where a network has noise that nothing else seeds', async () => {
    const noisy = plugin(
      {},
      {
        layers: {},
        variants: [
          {
            name: 'noisy',
            title: 'Noisy',
            changes: [],
            recipe: { ...notebookRecipe, hidden: [6], dropout: 0.5, activation: 'tanh' },
          },
        ],
      },
    );
    const { names, first } = await broken(noisy);
    expect(names).toEqual(['tested/noisy gives the same numbers for the same seed, and others for another']);
    expect(first).toMatch(/tested\/noisy has Dropout, which model\.fit does not seed: expected the option engine/);
  });
});

// As the author of a plugin writes it.
testPlugin(plugin(), { tf, epochs: 3 }, { describe, it });
