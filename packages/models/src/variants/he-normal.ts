// Row 1 of the notebook: weights that start at He et al.'s scale (2015).
import type { Variant } from '../variant';
import { notebookRecipe } from './baseline';

export const heNormal: Variant = {
  name: 'he-normal',
  title: 'Weight initialization',
  changes: ['kernelInitializer'],
  recipe: { ...notebookRecipe, kernelInitializer: 'heNormal' },
  published: 0.8625,
};
