// Row 6 of the notebook: three baseline networks that vote. They alone train on all 60,000 images.
import type { Variant } from '../variant';
import { notebookRecipe } from './baseline';

export const ensemble: Variant = {
  name: 'ensemble',
  title: 'Ensemble',
  changes: [],
  recipe: { ...notebookRecipe, validationSplit: 0 },
  ensemble: { members: 3, voting: 'soft' },
  published: 0.9002,
};
