import { createRegistry, notebook, type Recipe } from '@mlp-lab/models';
import { expect, it } from 'vitest';
import { differences } from './differences';
import { presetCard } from './settings';

const registry = createRegistry([notebook()]);
const first = presetCard(registry, 'A', 'relu');
const found = (fields: Partial<Recipe>) =>
  differences({ ...first, id: 'B', recipe: { ...first.recipe, ...fields } }, first, () => false);

it('names what sets a card apart from the first', () => {
  expect(found({})).toEqual([]);
  expect(found({ hidden: [50] })).toEqual(['hidden']);
  expect(found({ optimizer: { ...first.recipe.optimizer, learningRate: 1 } })).toEqual(['learningRate']);
  expect(found({ activation: 'tanh', l2: 0.1 })).toEqual(['activation', 'l2']);
  expect(found({ l2: 0 })).toEqual([]);
});

it('counts an optimizer and the rate that goes with it as one change', () => {
  expect(found({ optimizer: registry.get('combined').recipe.optimizer })).toEqual(['optimizer']);
});
