// The notebook's network with maxout units in place of sigmoid ones.
import { defineVariant, notebookRecipe } from '@mlp-lab/models';
import * as z from 'zod';

export const maxout = defineVariant({
  name: 'net',
  title: 'Maxout',
  changes: ['kernelInitializer'],
  recipe: { ...notebookRecipe, kernelInitializer: 'lecunNormal' }, // keeps the variance of the greatest of two
  options: z.strictObject({ pieces: z.number().int().min(2).max(8).default(2) }),

  build({ tf, recipe, inputSize, classes, options, layer, initializer }) {
    const { pieces } = options;
    const kernelInitializer = initializer(recipe.kernelInitializer);
    const hidden = recipe.hidden.map((units, i) =>
      layer('Maxout', { units, pieces, ...(i === 0 && { inputShape: [inputSize] }) }),
    );
    const last = tf.layers.dense({ units: classes, activation: 'softmax', kernelInitializer });
    return tf.sequential({ layers: [...hidden, last] });
  },
});
