// The notebook's closing question: every improvement at once. It printed no result.
import { defaultOptimizer } from '../optimizers/built-in-optimizers';
import type { Variant } from '../variant';
import { notebookRecipe } from './baseline';

export const combined: Variant = {
  name: 'combined',
  title: 'All together',
  changes: ['kernelInitializer', 'activation', 'optimizer', 'batchNormalization', 'dropout'],
  recipe: {
    ...notebookRecipe,
    kernelInitializer: 'heNormal',
    activation: 'relu',
    optimizer: defaultOptimizer('adam'),
    batchNormalization: true,
    dropout: 0.2,
  },
};
