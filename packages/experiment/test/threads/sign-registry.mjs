// A registry module whose plugin has an optimizer: threads import it.
import { isMainThread } from 'node:worker_threads';
import { createRegistry, definePlugin, notebook } from '@mlp-lab/models';

/** @param onlyOnThreads whether the optimizer refuses to train on the caller's thread. */
export default function signRegistry({ onlyOnThreads = false } = {}) {
  const acme = definePlugin({
    meta: { name: 'acme', version: '1.0.0', namespace: 'acme' },
    optimizers: {
      sign: {
        title: 'Sign descent',
        defaults: { learningRate: 0.01 },
        slots: [],
        update(tf, { value, gradient }, { learningRate }) {
          if (onlyOnThreads && isMainThread) throw new Error('not here');
          return { value: tf.sub(value, tf.mul(tf.sign(gradient), learningRate)), slots: [] };
        },
      },
    },
  });
  return createRegistry([notebook(), acme]);
}
