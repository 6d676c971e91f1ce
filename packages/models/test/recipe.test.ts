import { buildMlp, notebookRecipe, overrideRecipe, type Recipe } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import { tf } from './tf';

const target = { tf, seed: 0, inputSize: 4, classes: 3 };
const build = (fields: object) => buildMlp({ ...notebookRecipe, ...fields } as Recipe, target);

describe('buildMlp', () => {
  it.each<[object, RegExp]>([
    [{ hidden: [] }, /recipe\.hidden must be one or more positive integers: received \[\]/],
    [{ hidden: [50, 0] }, /recipe\.hidden must be .*: received \[50, 0\]/],
    [{ hidden: 50 }, /recipe\.hidden must be .*: received 50/],
    [{ activation: 'rleu' }, /recipe\.activation is unknown: 'rleu'; did you mean elu, relu/],
    [{ kernelInitializer: 'he_normal' }, /recipe\.kernelInitializer is unknown: 'he_normal'; did you mean heNormal/],
    [{ batchNormalization: 1 }, /recipe\.batchNormalization must be true or false: received 1/],
    [{ dropout: 1 }, /recipe\.dropout must be a number from 0 to less than 1: received 1/],
    [{ dropout: -0.1 }, /recipe\.dropout/],
    [{ validationSplit: 1 }, /recipe\.validationSplit must be .*: received 1/],
    [{ batchSize: 0.5 }, /recipe\.batchSize must be a positive integer: received 0.5/],
    [{ epochs: 0 }, /recipe\.epochs/],
    [{ scale: 'units' }, /recipe\.scale is unknown: 'units'; did you mean unit/],
    [{ optimizer: 'sgd' }, /optimizer must be \{ name.*: received "sgd"/],
    [{ optimizer: { name: 'adma', learningRate: 0.1 } }, /unknown optimizer 'adma': did you mean adam/],
    [
      { optimizer: { name: 'sgd', learningRate: 0 } },
      /optimizer\.learningRate of sgd must be .* greater than 0: received 0/,
    ],
    [
      { optimizer: { name: 'adam', learningRate: 0.1 } },
      /optimizer\.beta1 of adam must be a number, from 0 to less than 1: received undefined/,
    ],
    [
      { optimizer: { name: 'rmsprop', learningRate: 0.1, rho: 1, epsilon: 0 } },
      /optimizer\.rho of rmsprop must be .* less than 1: received 1/,
    ],
    [
      { optimizer: { name: 'momentum', learningRate: 0.1, momentum: 1.1 } },
      /optimizer\.momentum of momentum must be .* from 0 to 1: received 1\.1/,
    ],
    [
      { optimizer: { name: 'momentum', learningRate: Infinity, momentum: 0 } },
      /optimizer\.learningRate of momentum must be .* greater than 0: received Infinity/,
    ],
    [
      { optimizer: { name: 'sgd', learningRate: 0.1, momentum: 0.9 } },
      /optimizer\.momentum is not a hyperparameter of sgd: expected learningRate/,
    ],
  ])('refuses %j and names the field', (fields, message) => {
    expect(() => build(fields)).toThrowError(message);
  });

  it.each<[object, RegExp]>([
    [{ tf: {} }, /tf must be TensorFlow\.js with its layers/],
    [{ seed: -1 }, /seed must be an integer from 0 to 2\^53 - 1: received -1/],
    [{ inputSize: 0 }, /inputSize must be a positive integer: received 0/],
    [{ classes: 2.5 }, /classes must be a positive integer: received 2\.5/],
  ])('refuses %j and leaves no tensor behind', (wrong, message) => {
    const before = tf.memory().numTensors;
    expect(() => buildMlp(notebookRecipe, { ...target, ...wrong })).toThrowError(message);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('builds one hidden layer as well as many, with any activation', () => {
    for (const activation of ['elu', 'gelu', 'mish', 'selu', 'swish', 'tanh', 'softsign'] as const) {
      const model = build({ hidden: [3], activation });
      expect(model.countParams()).toBe(4 * 3 + 3 + 3 * 3 + 3);
      model.dispose();
    }
  });
});

describe('overrideRecipe', () => {
  it('replaces what is given and keeps what is undefined', () => {
    const recipe = overrideRecipe(notebookRecipe, { epochs: 2, batchSize: undefined });
    expect(recipe).toEqual({ ...notebookRecipe, epochs: 2 });
  });
});
