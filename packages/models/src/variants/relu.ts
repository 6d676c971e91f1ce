// Row 2 of the notebook: an activation that doesn't saturate.
import type { Variant } from '../variant';
import { notebookRecipe } from './baseline';

export const relu: Variant = {
  name: 'relu',
  title: 'Activation function',
  changes: ['activation'],
  recipe: { ...notebookRecipe, activation: 'relu' },
  published: 0.9488,
};
