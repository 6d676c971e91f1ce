// A small problem that a small network learns: three clouds of points in four dimensions.
import { createRandom, type TensorData } from '@mlp-lab/core';
import type { BuildContext } from '@mlp-lab/ensemble/layers';
import '@tensorflow/tfjs-backend-cpu';

/** Class i % 3 of row i, and points around that class's centre. */
export function blobs(count: number): { x: TensorData<Float32Array>; y: number[] } {
  const y = Array.from({ length: count }, (_, i) => i % 3);
  const data = createRandom(1)
    .normal(count * 4, 0, 0.5)
    .map((value, i) => value + y[Math.floor(i / 4)] * ((i % 4) - 1.5));
  return { x: { data, shape: [count, 4] }, y };
}

/** inputSize → 5 → tanh → classes → softmax; every weight is drawn from the seed. */
export function build({ tf, seed, inputSize, classes }: BuildContext) {
  const kernelInitializer = (layer: number) => tf.initializers.glorotUniform({ seed: seed + layer + 1 }); // 0 is none there
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
