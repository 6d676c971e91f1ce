import { explain, fit } from '@mlp-lab/engine';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';

it('trains in Jest', async () => {
  const model = sequential({ layers: [layers.dense({ units: 2, inputShape: [2], activation: 'softmax' })] });
  model.compile({ optimizer: tf.train.sgd(0.5), loss: 'categoricalCrossentropy' });
  const x = tf.tensor2d([0, 0, 0, 1, 1, 0, 1, 1], [4, 2]);
  const y = tf.tensor2d([1, 0, 1, 0, 0, 1, 0, 1], [4, 2]);
  // biome-ignore lint/suspicious/noFocusedTests: it is the engine's fit
  const { history } = await fit(model, x, y, { epochs: 20, seed: 1 });
  expect(explain(model).compiled).toBe(true);
  expect(history.loss.at(-1)).toBeLessThan(history.loss[0]);
});
