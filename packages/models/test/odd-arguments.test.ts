import { expression, trainingStreams } from '@mlp-lab/core';
import type { Registry } from '@mlp-lab/models';
import * as models from '@mlp-lab/models';
import { describe } from 'vitest';
import { testOddArguments } from '../../../testing/odd-arguments';
import { tf } from './tf';

const { createRegistry, notebook, notebookRecipe, defaultOptimizer } = models;
const target = { tf, seed: 1, inputSize: 4, classes: 2 };
const registry: Registry = createRegistry([notebook()]);
const plugin = { meta: { name: 'acme', version: '1.0.0', namespace: 'acme' } };
const square = expression((x) => x.square());

describe('arguments that are off', () => {
  const checkOptions = (given: never) => models.checkOptions("variant 'relu'", undefined, given);
  testOddArguments(
    { ...models, checkOptions },
    {
      applyExpression: () => [tf, square, tf.tensor1d([1])],
      buildMlp: () => [notebookRecipe, target],
      checkOptions: () => [{}],
      checkRecipe: () => [notebookRecipe],
      createOptimizer: () => [tf, defaultOptimizer('adam')],
      createRegistry: () => [[plugin], {}],
      defaultOptimizer: () => ['adam'],
      definePlugin: () => [plugin],
      defineVariant: () => [{ name: 'small', recipe: notebookRecipe, changes: [] }],
      describeDifference: () => [registry.get('relu'), registry.get('baseline')],
      initializeWeights: () => [tf, models.buildMlp(notebookRecipe, target), trainingStreams(1)],
      joinTensorFlow: () => [tf, tf],
      notebook: () => [],
      optionsName: () => [{ pieces: 3 }],
      overrideRecipe: () => [notebookRecipe, { epochs: 1 }],
      pluginTitle: () => [plugin],
    },
    ['checkRegistry', 'checkVariant'], // which get names from the code that calls them
  );
});
