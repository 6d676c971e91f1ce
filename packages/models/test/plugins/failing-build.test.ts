// A network of a plugin that is none, or not the one that was asked for: told by plugin and variant, with what was expected.
import { createRegistry, definePlugin, notebookRecipe, type Variant } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import { tf } from '../tf';

type Build = NonNullable<Variant['build']>;

const dense = (units: number, more: object = {}) => tf.layers.dense({ units, ...more });
const target = { tf, seed: 4, inputSize: 4, classes: 3 };

function errorOf(build: Build): { code?: string; message: string } {
  const wrong = definePlugin({
    meta: { name: 'acme-nets', version: '1.2.0', namespace: 'acme' },
    variants: [{ name: 'net', title: 'Net', changes: [], recipe: notebookRecipe, build }],
  });
  try {
    createRegistry([wrong]).build('acme/net', target).dispose();
    return { message: 'nothing was thrown' };
  } catch (error) {
    return error as Error;
  }
}

describe('a build', () => {
  it.each<[string, Build, RegExp]>([
    [
      'that throws',
      () => {
        throw new Error('no such file');
      },
      /build threw: no such file/,
    ],
    [
      'that throws what is no error',
      () => {
        throw 'oh';
      },
      /build threw: oh/,
    ],
    ['that gives nothing', () => undefined as never, /build must return a tf\.LayersModel: received undefined/],
    [
      'that gives a promise',
      (async () => tf.sequential()) as never,
      /must return a tf\.LayersModel: received \[object Promise\]/,
    ],
    ['of no layers', () => tf.sequential(), /must have one input, \[batch, 4\]: received none/],
    [
      'of another input',
      () => tf.sequential({ layers: [dense(3, { inputShape: [5] })] }),
      /must have one input, \[batch, 4\]: received \[batch, 5\]/,
    ],
    [
      'of images that are not flat',
      () => tf.sequential({ layers: [tf.layers.flatten({ inputShape: [2, 2] }), dense(3)] }),
      /must have one input, \[batch, 4\]: received \[batch, 2, 2\]/,
    ],
    [
      'of another output',
      () => tf.sequential({ layers: [dense(2, { inputShape: [4] })] }),
      /must have one output, \[batch, 3\]: received \[batch, 2\]/,
    ],
    [
      'of two outputs',
      () => {
        const inputs = tf.input({ shape: [4] });
        return tf.model({ inputs, outputs: [dense(3).apply(inputs), dense(3).apply(inputs)] as never });
      },
      /must have one output, \[batch, 3\]: received \[batch, 3\] and \[batch, 3\]/,
    ],
    [
      'that compiled its network without the accuracy',
      () => {
        const model = tf.sequential({ layers: [dense(3, { inputShape: [4] })] });
        model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
        return model;
      },
      /compiled without metrics: \['accuracy'\]: received loss/,
    ],
    [
      'that asks for an activation that there is not',
      ({ activation }) =>
        tf.sequential({ layers: [dense(3, { inputShape: [4], activation: activation('acme/bent') })] }),
      /build threw: unknown activation 'acme\/bent'/,
    ],
  ])('%s is told', (_, build, message) => {
    const before = tf.memory().numTensors;
    const error = errorOf(build);
    expect(error.code).toBe('bad-model');
    expect(error.message).toMatch(/^plugin acme-nets 1\.2\.0, variant 'acme\/net': /);
    expect(error.message).toMatch(message);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('may compile its network itself', () => {
    const error = errorOf(() => {
      const model = tf.sequential({ layers: [dense(3, { inputShape: [4], activation: 'softmax' })] });
      model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
      return model;
    });
    expect(error.message).toBe('nothing was thrown');
  });
});
