// Labels as the targets of a softmax: a row of zeros with a one at the label.
import { checkCount, MlpLabError, type TensorData } from '@mlp-lab/core';

/**
 * Labels, one-hot encoded, as Keras's `to_categorical`.
 *
 * @param labels `[n]`, integers 0 to `classes` - 1.
 * @returns `[n, classes]`, zeros and ones.
 * @throws MlpLabError `invalid-argument` where `classes` is not a positive integer or a label is out of range.
 */
export function oneHot(labels: ArrayLike<number>, classes: number): TensorData<Float32Array> {
  checkCount('classes', classes);
  const data = new Float32Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (!Number.isInteger(label) || label < 0 || label >= classes)
      throw new MlpLabError(
        'invalid-argument',
        `label out of range at index ${i}: expected an integer from 0 to ${classes - 1}, received ${label}`,
      );
    data[i * classes + label] = 1;
  }
  return { data, shape: [labels.length, classes] };
}
