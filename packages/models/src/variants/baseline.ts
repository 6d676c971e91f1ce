// Row 0 of the notebook: the network that every other row changes. Its batch size is its own.
import type { Recipe } from '../recipe';
import type { Variant } from '../variant';

export const baseline: Variant = {
  name: 'baseline',
  title: 'Baseline',
  changes: [],
  recipe: {
    hidden: [50, 50, 50, 50],
    activation: 'sigmoid',
    kernelInitializer: 'glorotUniform',
    batchNormalization: false,
    dropout: 0,
    optimizer: { name: 'sgd', learningRate: 0.001 },
    batchSize: 256,
    epochs: 100,
    validationSplit: 0.3,
    scale: 'none',
  },
  published: 0.1135,
};

/** What the notebook's other rows start from: the baseline at Keras's default batch size. */
export const notebookRecipe: Recipe = { ...baseline.recipe, batchSize: 32 };
