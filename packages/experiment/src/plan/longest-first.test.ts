import type { Dataset } from '@mlp-lab/core';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook, notebookRecipe, type Variant } from '@mlp-lab/models';
import { expect, it } from 'vitest';
import { longestFirst } from './longest-first';
import { type AskedVariant, allNetworks, plan } from './plan';

const registry = createRegistry([notebook()]);
const hidden = (name: string, width: number): Variant => ({
  ...registry.get('relu'),
  name,
  recipe: { ...notebookRecipe, hidden: [width] },
});

function order(variants: readonly AskedVariant[], dataset: Dataset = tinyDataset): string[] {
  const settings = {
    baseline: 'baseline',
    protocol: 'as-published',
    seeds: [1],
    backend: 'cpu',
    overrides: {},
  } as const;
  const networks = allNetworks(plan({ registry, variants, dataset, ...settings }));
  return longestFirst(networks, dataset).map(({ task }) => task.id);
}

it('puts wide networks first', () => {
  const variants = [hidden('small', 4), hidden('large', 200), hidden('middle', 100)];
  expect(order(variants)).toEqual(['large.seed-1', 'middle.seed-1', 'small.seed-1']);
});

it('puts optimizers with moments and networks without a validation split before the others, which keep their order', () => {
  expect(order(['relu', 'batch-norm', 'adam', 'he-normal'])).toEqual([
    'adam.seed-1',
    'relu.seed-1',
    'batch-norm.seed-1',
    'he-normal.seed-1',
  ]);
  const [first, second, third] = order(['relu', 'ensemble']);
  for (const member of [first, second, third]) expect(member).toMatch(/^ensemble/);
});

it('loses no network', () => {
  const all = ['baseline', 'relu', 'adam', 'ensemble', 'combined'];
  expect(order(all)).toHaveLength(7); // the ensemble is three
});
