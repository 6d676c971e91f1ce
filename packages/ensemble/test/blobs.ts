// A small data set that a small network learns: three Gaussian blobs in four dimensions.
import { createRandom, type TensorData } from '@mlp-lab/core';
import type { BuildContext } from '@mlp-lab/ensemble/layers';
import '@tensorflow/tfjs-backend-cpu';

/** Sample i has class i % 3 and is normally distributed around the centre of that class. */
export function blobs(count: number): { x: TensorData<Float32Array>; y: number[] } {
  const y = Array.from({ length: count }, (_, i) => i % 3);
  const data = createRandom(1)
    .normal(count * 4, 0, 0.5)
    .map((value, i) => value + y[Math.floor(i / 4)] * ((i % 4) - 1.5));
  return { x: { data, shape: [count, 4] }, y };
}

/** A network of 5 tanh units and a softmax; the seed determines all initial weights. */
export function build({ tf, seed, inputSize, classes }: BuildContext) {
  const kernelInitializer = (layer: number) => tf.initializers.glorotUniform({ seed: seed + layer + 1 }); // TensorFlow.js treats seed 0 as no seed
  const model = tf.sequential({
    layers: [
      tf.layers.dense({
        units: 5,
        inputShape: [inputSize],
        activation: 'tanh',
        kernelInitializer: kernelInitializer(0),
      }),
      tf.layers.dense({ units: classes, activation: 'softmax', kernelInitializer: kernelInitializer(1) }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.05), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}
