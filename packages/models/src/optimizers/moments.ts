// The running means that Adam and its relatives keep.
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../tensorflow';

/** mean + (sample - mean) · (1 - decay), in the order in which Keras computes it. */
export function runningMean(tf: TensorFlow, mean: Tensor, sample: Tensor, decay: number): Tensor {
  return tf.add(mean, tf.mul(tf.sub(sample, mean), 1 - decay));
}
