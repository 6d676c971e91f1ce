import { createRegistry, defaultOptimizer, describeDifference, notebook, type RecipeField } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';

const registry = createRegistry([notebook()]);
const baseline = registry.get('baseline');
const difference = (name: string) => describeDifference(registry.get(name), baseline);
const batch = 'batch size 32 instead of 256';

describe('describeDifference', () => {
  it.each([
    ['baseline', [], []],
    ['he-normal', ['He normal instead of Glorot uniform'], [batch]],
    ['relu', ['ReLU instead of sigmoid'], [batch]],
    ['selu', ['SELU instead of sigmoid'], [batch]],
    ['adam', ['Adam 0.001 instead of SGD 0.001'], [batch]],
    ['batch-norm', ['batch normalization'], [batch]],
    ['dropout', ['dropout 0.2'], [batch]],
    ['ensemble', ['3 networks, soft vote'], [batch, 'validation split 0 instead of 0.3']],
    [
      'combined',
      [
        'He normal instead of Glorot uniform',
        'ReLU instead of sigmoid',
        'Adam 0.001 instead of SGD 0.001',
        'batch normalization',
        'dropout 0.2',
      ],
      [batch],
    ],
    [
      'opt/nadam',
      ['Nadam 0.001 instead of SGD 0.001'],
      ['He normal instead of Glorot uniform', 'ReLU instead of sigmoid', batch, '0..1 pixels instead of raw'],
    ],
  ])('tells how %s differs from the baseline', (name, changes, differs) => {
    expect(difference(name)).toEqual({ changes, differs });
  });

  it('tells nothing else of rows under one protocol', () => {
    const controlled = (name: string) => {
      const variant = registry.get(name);
      return { ...variant, recipe: { ...variant.recipe, batchSize: 32, validationSplit: 0.3 } };
    };
    for (const { name } of registry.list().slice(0, 8))
      expect(describeDifference(controlled(name), controlled('baseline')).differs).toEqual([]);
  });

  it('tells every field', () => {
    const optimizer = defaultOptimizer('adam');
    const there = { ...baseline, recipe: { ...baseline.recipe, optimizer, validationSplit: 0 } };
    const recipe = {
      ...baseline.recipe,
      hidden: [10],
      optimizer: { ...optimizer, beta1: 0.8, epsilon: 0.001 },
      epochs: 5,
      validationSplit: 0.125,
      scale: 'unit' as const,
    };
    const changes: RecipeField[] = ['hidden', 'optimizer'];
    expect(describeDifference({ recipe, changes, build: () => undefined as never }, there)).toEqual({
      changes: [
        'a network of its own',
        'hidden layers 10 instead of 50-50-50-50',
        'Adam beta1 0.8 instead of 0.9, epsilon 0.001 instead of 1e-7',
      ],
      differs: ['epochs 5 instead of 100', 'validation split 0.125 instead of 0', '0..1 pixels instead of raw'],
    });
  });
});
