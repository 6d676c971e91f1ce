import { scaleByLearningRate } from '@mlp-lab/core';
import { createRegistry, definePlugin, notebook, notebookRecipe, type Plugin } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import { tf, threeClasses, weightsOf } from '../tf';

/** A layer, an optimizer and a network of a plugin: what its author writes. */
const acme = definePlugin({
  meta: { name: 'acme-nets', version: '1.0.0', namespace: 'acme' },
  layers: {
    // y = x · scale, with a weight that follows the convention of initializers
    Stretch: (tf) =>
      class Stretch extends tf.layers.Layer {
        override build(inputShape: number[]) {
          const initializer = tf.initializers.randomUniform({ minval: 1, maxval: 2 });
          this.addWeight('scale', [inputShape[inputShape.length - 1]], 'float32', initializer);
          super.build(inputShape);
        }
        override call(inputs: ReturnType<typeof tf.scalar>[]) {
          return tf.tidy(() => tf.mul(inputs[0], this.weights[0].read()));
        }
        override getConfig() {
          const scaleInitializer = { className: 'RandomUniform', config: { minval: 1, maxval: 2 } };
          return { ...super.getConfig(), scaleInitializer };
        }
      },
  },
  optimizers: {
    sign: {
      title: 'Sign descent',
      defaults: { learningRate: 0.01 },
      slots: [],
      update: (tf, { value, gradient }, { learningRate }) => ({
        value: tf.sub(value, tf.mul(tf.sign(gradient), learningRate)),
        slots: [],
      }),
    },
  },
  variants: [
    {
      name: 'stretch',
      title: 'Stretched',
      changes: [],
      recipe: { ...notebookRecipe, optimizer: { name: 'acme/sign', learningRate: 0.01 } },
      build: ({ tf, inputSize, classes, layer }) =>
        tf.sequential({
          layers: [
            tf.layers.dense({ units: 5, inputShape: [inputSize], activation: 'tanh' }),
            layer('Stretch'),
            tf.layers.dense({ units: classes, activation: 'softmax' }),
          ],
        }),
    },
  ],
});
const registry = createRegistry([notebook(), acme]);
const target = { tf, seed: 4, inputSize: 4, classes: 3 };

describe("a plugin's variant", () => {
  it('builds its own network, compiled, with its layers and optimizer, and learns', async () => {
    const { x, y } = threeClasses();
    const model = registry.build('acme/stretch', target);
    expect(model.layers[1].getClassName()).toBe('acme>Stretch');
    expect(model.layers[1].name).toBe('stretch_1');
    expect(model.optimizer.getClassName()).toBe('acme>sign');
    const { history } = await model.fit(x, y, { epochs: 5, verbose: 0 });
    expect(history.loss[4]).toBeLessThan(history.loss[0] as number);
    model.dispose();
  });

  it('starts from the seed alone, its own layers included', () => {
    const [first, second, other] = [4, 4, 5].map((seed) =>
      weightsOf(registry.build('acme/stretch', { ...target, seed })),
    );
    expect(first).toEqual(second);
    expect(first[2]).not.toEqual(other[2]);
    for (const scale of first[2]) expect(scale >= 1 && scale < 2).toBe(true);
  });

  it('is loaded again from what was saved', async () => {
    const { x } = threeClasses();
    const model = registry.build('acme/stretch', target);
    const json = model.toJSON(undefined, false) as Parameters<typeof tf.models.modelFromJSON>[0];
    const loaded = await tf.models.modelFromJSON(json);
    loaded.setWeights(model.getWeights());
    const predict = (of: typeof loaded) => tf.tidy(() => [...(of.predict(x) as typeof x).dataSync()]);
    expect(predict(loaded)).toEqual(predict(model));
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    registry.build('acme/stretch', target).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is told the nearest layers where it asks for an unknown one', () => {
    const wrong = definePlugin({
      ...acme,
      variants: [{ ...acme.variants![0], build: ({ layer }) => layer('Strech') as never }],
    });
    expect(() => createRegistry([wrong]).build('acme/stretch', target)).toThrowError(
      /unknown layer 'Strech'.*acme>Stretch/,
    );
  });

  it('that gives no model is refused by name', () => {
    const wrong = definePlugin({ ...acme, variants: [{ ...acme.variants![0], build: () => undefined as never }] });
    expect(() => createRegistry([wrong]).build('acme/stretch', target)).toThrowError(
      /plugin acme-nets 1\.0\.0, variant 'acme\/stretch': build must return a tf\.LayersModel: received undefined/,
    );
  });
});

describe('definePlugin', () => {
  const meta = { name: 'acme-nets', version: '1.0.0', namespace: 'acme' };
  const variant = { name: 'one', title: 'One', changes: [], recipe: notebookRecipe };

  it.each<[string, unknown, RegExp]>([
    ['without meta', {}, /plugin\.meta\.name must be a string: received undefined/],
    ['without a version', { meta: { name: 'a', namespace: 'a' } }, /plugin\.meta\.version must be a string/],
    [
      'with an optimizer that is neither composed nor coded',
      { meta, optimizers: { none: { title: 'None', defaults: {} } } },
      /acme-nets, optimizer 'none': must have a transformation, or slots and a function update/,
    ],
    [
      'with an optimizer that uses a hyperparameter that it does not have',
      { meta, optimizers: { none: { title: 'None', defaults: {}, transformation: scaleByLearningRate() } } },
      /optimizer 'none': a hyperparameter of None: expected one of .*, received learningRate/,
    ],
    [
      'with bare layers',
      { meta: { ...meta, namespace: '' }, layers: { A: () => class {} } },
      /layers need a namespace/,
    ],
    ['with a bad namespace', { meta: { ...meta, namespace: 'A b' } }, /namespace must be.*received 'A b'/],
    ['with a variant of a bad name', { meta, variants: [{ ...variant, name: 'a b' }] }, /variants must be.*"a b"/],
    ['with a name twice', { meta, variants: [variant, variant] }, /acme-nets: variants has 'one' twice/],
    [
      'with a variant without a recipe',
      { meta, variants: [{ ...variant, recipe: undefined }] },
      /'one': has no recipe/,
    ],
    [
      'with a variant without changes',
      { meta, variants: [{ ...variant, changes: undefined }] },
      /'one': changes must be/,
    ],
    [
      'with a bad recipe',
      { meta, variants: [{ ...variant, recipe: { ...notebookRecipe, dropout: 1 } }] },
      /acme-nets, variant 'one': recipe\.dropout must be a number from 0 to less than 1: received 1/,
    ],
  ])('refuses a plugin %s', (_, plugin, message) => {
    expect(() => definePlugin(plugin as Plugin)).toThrowError(message);
  });
});
