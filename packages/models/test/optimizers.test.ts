import {
  createOptimizer,
  createRegistry,
  defaultOptimizer,
  notebook,
  type OptimizerRecipe,
  optimizerNames,
} from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import golden from '../../../fixtures/models/optimizers.json' with { type: 'json' };
import { tf, threeClasses, weightsOf } from './tf';

// Most agree with Keras to the bit. Adam's family raises β to the step by multiplications where Keras calls `pow`, which may
// round differently: two units in the last place of the greatest weight.
const ROUNDING = 2 ** -22;

const unusual: OptimizerRecipe[] = [
  { name: 'momentum', learningRate: 0.05, momentum: 0.5 },
  { name: 'nesterov', learningRate: 0.05, momentum: 0.5 },
  { name: 'adagrad', learningRate: 0.1, initialAccumulator: 0.5, epsilon: 0.01 },
  { name: 'adadelta', learningRate: 1, rho: 0.8, epsilon: 0.01 },
  { name: 'rmsprop', learningRate: 0.05, rho: 0.6, epsilon: 0.01 },
  { name: 'adam', learningRate: 0.05, beta1: 0.5, beta2: 0.8, epsilon: 0.01 },
  { name: 'adamax', learningRate: 0.05, beta1: 0.5, beta2: 0.8, epsilon: 0.01 },
  { name: 'nadam', learningRate: 0.05, beta1: 0.5, beta2: 0.8, epsilon: 0.01 },
  { name: 'adamw', learningRate: 0.05, weightDecay: 0.3, beta1: 0.5, beta2: 0.8, epsilon: 0.01 },
];

describe.each([
  ['at its defaults', 'defaults', optimizerNames.map((name) => defaultOptimizer(name))],
  ['at unusual hyperparameters', 'unusual', unusual],
] as const)('an optimizer %s', (_, table, recipes) => {
  it.each(recipes.map((recipe) => [recipe.name, recipe] as const))(
    '%s takes the steps that Keras takes',
    (name, recipe) => {
      const expected = golden[table][name as keyof (typeof golden)['unusual']];
      const received = run(recipe);
      for (const step of ['1', '5', '20'] as const) expectClose(received[step].flat(), expected[step].flat());
    },
  );
});

describe('createOptimizer', () => {
  it.each(optimizerNames)('says every hyperparameter of %s in its config, and is made from it again', (name) => {
    const optimizer = createOptimizer(tf, defaultOptimizer(name));
    const { name: _, ...hyper } = defaultOptimizer(name);
    expect(optimizer.getClassName()).toBe(`mlp-lab>${name}`);
    expect(optimizer.getConfig()).toEqual(hyper);
    const Class = optimizer.constructor as unknown as { fromConfig(c: unknown, config: object): typeof optimizer };
    expect(Class.fromConfig(Class, optimizer.getConfig()).getConfig()).toEqual(hyper);
  });

  it('is an Optimizer of the tf that it was made from', () => {
    expect(createOptimizer(tf, defaultOptimizer('nadam'))).toBeInstanceOf(tf.Optimizer);
  });

  it.each(optimizerNames)('follows an assignment to the learning rate of %s, as TensorFlow.js’s own do', (name) => {
    const recipe = { ...defaultOptimizer(name), learningRate: 0.5 };
    const optimizer = Object.assign(createOptimizer(tf, defaultOptimizer(name)), { learningRate: 0.5 });
    expect(optimizer.learningRate).toBe(0.5);
    expect(run(recipe, optimizer)).toEqual(run(recipe));
    expect(optimizer.getConfig()).toEqual(createOptimizer(tf, recipe).getConfig());
  });

  it('names the nearest optimizers where one is unknown', () => {
    expect(() => createOptimizer(tf, { name: 'adm' as 'adam' } as never)).toThrowError(/unknown optimizer 'adm'.*adam/);
  });

  it('owns no tensor before it has trained and none after dispose', () => {
    const before = tf.memory().numTensors;
    run(defaultOptimizer('adam'));
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a model saved with its optimizer', () => {
  it.each(['momentum', 'adadelta', 'adamax', 'nadam'] as const)(
    'goes on training with %s as if never saved',
    async (name) => {
      const { x, y } = threeClasses();
      const fit = { epochs: 2, batchSize: 60, shuffle: false, verbose: 0 };
      const registry = createRegistry([notebook()]);
      const model = registry.build(`opt/${name}`, { tf, seed: 1, inputSize: 4, classes: 3 });
      await model.fit(x, y, fit);
      let saved: Parameters<typeof tf.io.fromMemory>[0] | undefined;
      await model.save(
        tf.io.withSaveHandler(async (artifacts) => {
          saved = artifacts as never;
          return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
        }),
        { includeOptimizer: true },
      );
      const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved!));
      await model.fit(x, y, fit);
      await loaded.fit(x, y, fit);
      expect(weightsOf(loaded)).toEqual(weightsOf(model));
    },
  );
});

/** The weights after each number of steps that the golden file has. */
function run(recipe: OptimizerRecipe, optimizer = createOptimizer(tf, recipe)): Record<string, number[][]> {
  const weights = golden.start.map((values, i) => tf.tidy(() => tf.variable(tf.tensor(values, golden.shapes[i]))));
  const after: Record<string, number[][]> = {};
  golden.gradients.forEach((gradient, index) => {
    tf.tidy(() =>
      optimizer.applyGradients(
        weights.map(({ name, shape }, i) => ({ name, tensor: tf.tensor(gradient[i], shape) })) as never,
      ),
    );
    after[index + 1] = weights.map((weight) => [...weight.dataSync()]);
  });
  tf.dispose(weights);
  optimizer.dispose();
  return after;
}

function expectClose(received: number[], expected: number[]): void {
  expect(received.length).toBe(expected.length);
  const scale = Math.max(...expected.map(Math.abs), 1);
  const errors = received.map((value, i) => Math.abs(value - expected[i]));
  expect(Math.max(...errors)).toBeLessThanOrEqual(ROUNDING * scale);
}
