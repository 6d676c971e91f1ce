// The notebook's "one more to try" (Klambauer et al. 2017). Only the activation changes; its authors pair it with LeCun normal kernels.
import type { Variant } from '../variant';
import { notebookRecipe } from './baseline';

export const selu: Variant = {
  name: 'selu',
  title: 'Activation function (SELU)',
  changes: ['activation'],
  recipe: { ...notebookRecipe, activation: 'selu' },
};
