// Row 4 of the notebook: batch normalization between each hidden Dense layer and its activation (Ioffe and Szegedy 2015).
import type { Variant } from '../variant';
import { notebookRecipe } from './baseline';

export const batchNorm: Variant = {
  name: 'batch-norm',
  title: 'Batch normalization',
  changes: ['batchNormalization'],
  recipe: { ...notebookRecipe, batchNormalization: true },
  published: 0.9481,
};
