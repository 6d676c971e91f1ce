// Row 3 of the notebook: a step size for each weight, Adam(0.001).
import { defaultOptimizer } from '../optimizers/built-in-optimizers';
import type { Variant } from '../variant';
import { notebookRecipe } from './baseline';

export const adam: Variant = {
  name: 'adam',
  title: 'Optimizer',
  changes: ['optimizer'],
  recipe: { ...notebookRecipe, optimizer: defaultOptimizer('adam') },
  published: 0.9465,
};
