import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

export const build = (seed) => {
  const { dense } = layers.layers;
  const kernelInitializer = layers.initializers.zeros();
  const model = layers.sequential({
    layers: [
      dense({ units: 8, inputShape: [16], activation: 'tanh' }),
      dense({ units: 3, activation: 'softmax', kernelInitializer }),
    ],
  });
  const weights = Array.from({ length: 128 }, (_, i) => Math.fround(Math.sin(i * 7 + seed) / 100));
  model.layers[0].setWeights([tf.tensor2d(weights, [16, 8]), tf.zeros([8])]);
  model.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
};
