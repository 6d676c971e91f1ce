// The running means that Adam and its relatives keep.
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../tensorflow';

/** mean + (sample - mean) · (1 - decay), in the order in which Keras computes it. */
export function runningMean(tf: TensorFlow, mean: Tensor, sample: Tensor, decay: number): Tensor {
  return tf.add(mean, tf.mul(tf.sub(sample, mean), 1 - decay));
}

/**
 * base ^ exponent as Keras has it, a float32 power of a float32 base: by multiplications alone, because `Math.pow` differs
 * from one JavaScript engine to the next. The exponent is a positive integer.
 */
export function power(base: number, exponent: number): number {
  let product = 1;
  let square = Math.fround(base);
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) product *= square;
    square *= square;
  }
  return Math.fround(product);
}
