// A registry module whose networks end whatever builds them, each in its own way.
import { isMainThread } from 'node:worker_threads';
import { createRegistry, definePlugin, notebook, notebookRecipe } from '@mlp-lab/models';

const ends = {
  exit: () => process.exit(7),
  rejection: () => void Promise.reject(new Error('it was lost')),
  crash: () => process.kill(process.pid, 'SIGSEGV'),
};

const variants = Object.entries(ends).map(([name, end]) => ({
  name,
  title: name,
  changes: [],
  recipe: { ...notebookRecipe, epochs: 2_000 },
  build({ tf, inputSize, classes }) {
    if (!isMainThread) end();
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: classes, activation: 'softmax', inputShape: [inputSize] })],
    });
    model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy', metrics: ['acc'] });
    return model;
  },
}));

export default createRegistry([
  notebook(),
  definePlugin({ meta: { name: 'dying', version: '1.0.0', namespace: 'dying' }, variants }),
]);
