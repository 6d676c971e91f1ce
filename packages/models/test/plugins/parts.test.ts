// Activations and initializers that a plugin brings: named in recipes, in `build` and in saved models.
import { evaluateExpression, expression, trainingStreams } from '@mlp-lab/core';
import {
  applyExpression,
  createRegistry,
  definePlugin,
  describeDifference,
  initializeWeights,
  notebook,
  notebookRecipe,
} from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import { tf, threeClasses, weightsOf } from '../tf';

const acme = definePlugin({
  meta: { name: 'acme-nets', version: '1.0.0', namespace: 'acme' },
  activations: { bent: expression((x, { where, tanh }) => where(x.greater(0), x, tanh(x).mul(0.5))) },
  initializers: {
    small: (random, shape) =>
      random.uniform(
        shape.reduce((a, b) => a * b),
        -0.01,
        0.01,
      ),
  },
  variants: [
    {
      name: 'bent',
      title: 'Bent',
      changes: ['activation', 'kernelInitializer'],
      recipe: { ...notebookRecipe, hidden: [5, 4], activation: 'acme/bent', kernelInitializer: 'acme/small' },
    },
    {
      name: 'own',
      title: 'Own',
      changes: [],
      recipe: { ...notebookRecipe, activation: 'acme/bent' },
      build: ({ tf, inputSize, classes, recipe, activation, initializer }) =>
        tf.sequential({
          layers: [
            tf.layers.dense({
              units: 5,
              inputShape: [inputSize],
              activation: activation(recipe.activation),
              kernelInitializer: initializer('acme/small'),
            }),
            tf.layers.dense({ units: classes, activation: 'softmax', kernelInitializer: initializer('lecunNormal') }),
          ],
        }),
    },
  ],
});
const registry = createRegistry([notebook(), acme]);
const target = { tf, seed: 4, inputSize: 4, classes: 3 };

describe.each(['acme/bent', 'acme/own'] as const)('the activation and initializer of a plugin in %s', (name) => {
  it('learn, and are loaded again from what was saved', async () => {
    const { x, y } = threeClasses();
    const model = registry.build(name, { ...target, recipe: { optimizer: { name: 'sgd', learningRate: 0.5 } } });
    const { history } = await model.fit(x, y, { epochs: 5, verbose: 0 });
    expect(history.loss[4]).toBeLessThan(history.loss[0] as number);

    const json = model.toJSON(undefined, false) as Parameters<typeof tf.models.modelFromJSON>[0];
    const loaded = await tf.models.modelFromJSON(json);
    loaded.setWeights(model.getWeights());
    const predict = (of: typeof loaded) => tf.tidy(() => [...(of.predict(x) as typeof x).dataSync()]);
    expect(predict(loaded)).toEqual(predict(model));
  });

  it('start from the seed alone and leave no tensor behind', () => {
    const before = tf.memory().numTensors;
    const [first, second, other] = [4, 4, 5].map((seed) => {
      const model = registry.build(name, { ...target, seed });
      const weights = weightsOf(model);
      model.dispose();
      return weights;
    });
    expect(first).toEqual(second);
    expect(first[0]).not.toEqual(other[0]);
    for (const weight of first[0]) expect(Math.abs(weight)).toBeLessThanOrEqual(0.01);
    expect(new Set(first[0]).size).toBeGreaterThan(first[0].length / 2);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a formula applied to a tensor', () => {
  const numbers = [-90, -3, -1, -0.3, 0.2, 1, 2.5, 90];
  // float32 against doubles: a few units in the last place of the value, or of 1 where it is small
  const near = (a: number, b: number) => Math.abs(a - b) <= 4e-6 * Math.max(1, Math.abs(b));
  const formulas = {
    'x + 1': expression((x) => x.add(1)),
    'a constant': expression((x) => x.sub(x).add(2)),
    arithmetic: expression((x) => x.mul(3).sub(1).div(x.square().add(2)).neg()),
    'e^x': expression((x, { exp, minimum }) => exp(minimum(x, 3))),
    'roots and logarithms': expression((x, { sqrt, log, log1p }) =>
      sqrt(x.abs()).add(log(x.abs())).add(log1p(x.square())),
    ),
    'expm1 and maximum': expression((x, { expm1, maximum, minimum }) => maximum(expm1(minimum(x, 0)), x)),
    'the S curves': expression((x, { tanh, sigmoid, softplus, erf }) =>
      tanh(x).add(sigmoid(x)).add(softplus(x)).add(erf(x)),
    ),
    choices: expression((x, { where }) => where(x.lessEqual(-1), -1, where(x.less(1), x, 1))),
  };

  it.each(Object.entries(formulas))('is what the formula says: %s', (_, formula) => {
    const values = tf.tidy(() => [...applyExpression(tf, formula, tf.tensor1d(numbers)).dataSync()]);
    values.forEach((value, i) => {
      const wanted = evaluateExpression(formula, numbers[i]);
      expect(near(value, wanted), `f(${numbers[i]}) = ${wanted}, received ${value}`).toBe(true);
    });
  });
});

describe('the gradient of a formula', () => {
  it('is that of its derivative, at kinks too', () => {
    const relu = expression((x, { maximum }) => maximum(x, 0).add(x.mul(3)));
    const slope = tf.grad((x) => tf.sum(applyExpression(tf, relu, x)));
    const slopes = tf.tidy(() => [...slope(tf.tensor1d([-2, 0, 5])).dataSync()]);
    expect(slopes).toEqual([3, 3, 4]);
  });
});

describe('what a recipe names of a plugin', () => {
  const build = (recipe: object) => registry.build('relu', { ...target, recipe });

  it('is known to all variants of the registry, and described by its name', () => {
    build({ activation: 'acme/bent', kernelInitializer: 'acme/small' }).dispose();
    expect(describeDifference(registry.get('acme/bent'), registry.get('baseline')).changes).toEqual([
      'acme/small kernels for Glorot uniform',
      'acme/bent for sigmoid',
    ]);
  });

  it('is missed with the nearest names', () => {
    expect(() => build({ activation: 'acme/bend' })).toThrowError(
      /recipe\.activation is unknown: 'acme\/bend'; did you mean acme\/bent/,
    );
    expect(() => build({ kernelInitializer: 'acme/smal' })).toThrowError(/kernelInitializer is unknown.*acme\/small/);
    expect(() =>
      createRegistry([notebook()]).build('relu', { ...target, recipe: { activation: 'acme/bent' } }),
    ).toThrowError(/recipe\.activation is unknown/);
  });
});

describe('an initializer of a plugin that gives the wrong numbers', () => {
  it.each([
    [
      'too few',
      () => new Float32Array(3),
      /initializer acme>bad must give a Float32Array of \d+ finite numbers.*received 3 numbers/,
    ],
    ['none', () => undefined, /received undefined/],
    ['NaN', (_: unknown, shape: number[]) => new Float32Array(shape[0] * shape[1]).fill(Number.NaN), /finite numbers/],
  ])('is told so: %s', (_, bad, message) => {
    const wrong = definePlugin({
      meta: { name: 'wrong', version: '1.0.0', namespace: 'acme' },
      initializers: { bad: bad as never },
    });
    const asked = { ...target, recipe: { kernelInitializer: 'acme/bad' as const } };
    expect(() => createRegistry([notebook(), wrong]).build('relu', asked)).toThrowError(message);
  });

  it('takes part in initializeWeights where it is handed in', () => {
    const model = registry.build('acme/bent', target);
    const before = weightsOf(model);
    const rules = new Map([['acme>small', acme.initializers!.small]]);
    initializeWeights(tf, model, trainingStreams(4), rules);
    expect(weightsOf(model)).toEqual(before);
    model.dispose();
  });
});

describe('definePlugin', () => {
  const meta = { name: 'acme-nets', version: '1.0.0', namespace: 'acme' };

  it.each([
    [
      'an activation that is a function',
      { activations: { bent: () => 1 } },
      /plugin acme-nets, activation 'bent': an expression is made of/,
    ],
    [
      'an activation of an unknown operator',
      { activations: { bent: { operator: 'sin', operands: ['x'] } } },
      /activation 'bent'.*sin/,
    ],
    [
      'an initializer that is no function',
      { initializers: { small: 3 } },
      /'small' in initializers must be a function: received 3/,
    ],
    ['a layer that is no function', { layers: { Thing: 'x' } }, /'Thing' in layers must be a function/],
    [
      'bare activations',
      { meta: { ...meta, namespace: '' }, activations: { bent: 'x' } },
      /activations need a namespace/,
    ],
    ['variants that are no list', { variants: { a: 1 } }, /acme-nets: variants must be a list/],
  ])('refuses %s', (_, fields, message) => {
    expect(() => definePlugin({ meta, ...fields } as never)).toThrowError(message);
  });
});
