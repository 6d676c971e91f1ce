// A registry as a module: what threads load where the comparison says so. Its network can be built on threads alone.
import { isMainThread } from 'node:worker_threads';
import { createRegistry, definePlugin, notebook, notebookRecipe } from '@mlp-lab/models';

const plugin = definePlugin({
  meta: { name: 'threaded', version: '1.0.0', namespace: 'threaded' },
  variants: [
    {
      name: 'net',
      title: 'Net',
      changes: [],
      recipe: notebookRecipe,
      build({ tf, inputSize, classes }) {
        if (isMainThread) throw new Error('not here');
        const dense = { units: classes, activation: 'softmax', inputShape: [inputSize] };
        return tf.sequential({ layers: [tf.layers.dense(dense)] });
      },
    },
  ],
});

export default createRegistry([notebook(), plugin]);
