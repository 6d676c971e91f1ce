// A registry module: threads import it. Its network can be built only on threads.
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
