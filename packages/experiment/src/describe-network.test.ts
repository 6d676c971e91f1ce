import { createRegistry, definePlugin, notebook, notebookRecipe } from '@mlp-lab/models';
import { expect, it } from 'vitest';
import { describeNetwork } from './describe-network';

it('a network with an InputLayer of its own has one input, as others have', async () => {
  const own = definePlugin({
    meta: { name: 'own', version: '1.0.0', namespace: 'own' },
    variants: [
      {
        name: 'net',
        title: 'Net',
        changes: [],
        recipe: notebookRecipe,
        build: ({ tf, inputSize, classes }) =>
          tf.sequential({
            layers: [
              tf.layers.inputLayer({ inputShape: [inputSize] }),
              tf.layers.dense({ units: 3, activation: 'relu' }),
              tf.layers.dense({ units: classes, activation: 'softmax' }),
            ],
          }),
      },
    ],
  });
  const registry = createRegistry([notebook(), own]);
  const options = { registry, recipe: notebookRecipe, inputSize: 4, classes: 2 };
  expect(await describeNetwork(registry.get('own/net'), options)).toEqual([
    { type: 'Input', outputShape: [4], parameters: 0 },
    { type: 'Dense', detail: 'relu', outputShape: [3], parameters: 15 },
    { type: 'Dense', detail: 'softmax', outputShape: [2], parameters: 8 },
  ]);
});
