// Row 5 of the notebook: a fifth of every hidden layer's values dropped at each step (Srivastava et al. 2014).
import type { Variant } from '../variant';
import { notebookRecipe } from './baseline';

export const dropout: Variant = {
  name: 'dropout',
  title: 'Dropout',
  changes: ['dropout'],
  recipe: { ...notebookRecipe, dropout: 0.2 },
  published: 0.4227,
};
