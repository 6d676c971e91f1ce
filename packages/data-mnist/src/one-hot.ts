// Labels as the targets of a softmax layer: rows of zeros with a one at the label.
import { checkCount, describeValue, invalidArgument, isNumberArray, MlpLabError, type TensorData } from '@mlp-lab/core';

/**
 * One-hot encoded labels, as by Keras's `to_categorical`.
 *
 * @param labels `[n]`, integers from 0 to `classes` - 1.
 * @returns `[n, classes]`, zeros and ones.
 * @throws MlpLabError `invalid-argument` where `classes` is not a positive integer or a label is out of range.
 */
export function oneHot(labels: ArrayLike<number>, classes: number): TensorData<Float32Array> {
  checkCount('classes', classes);
  if (!isNumberArray(labels)) throw invalidArgument('labels', 'an array of integers', describeValue(labels));
  const { length } = labels;
  if (length * classes > MAX_LENGTH)
    throw invalidArgument('labels × classes', `at most ${MAX_LENGTH} numbers`, length * classes);
  const data = new Float32Array(length * classes);
  for (let i = 0; i < length; i++) {
    const label = labels[i];
    if (!Number.isInteger(label) || label < 0 || label >= classes)
      throw new MlpLabError(
        'invalid-argument',
        `label out of range at index ${i}: expected an integer from 0 to ${classes - 1}, received ${describeValue(label)}`,
      );
    data[i * classes + label] = 1;
  }
  return { data, shape: [length, classes] };
}

const MAX_LENGTH = 2 ** 31 - 1; // what typed arrays of every JavaScript engine hold
