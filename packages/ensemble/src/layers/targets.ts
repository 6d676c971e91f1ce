// Between classes and the network's output: class numbers as its loss wants them, and its output as a column a class.
import { MlpLabError, type TensorData } from '@mlp-lab/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/**
 * Encoded labels as the network learns them: class numbers `[n]` for sparseCategoricalCrossentropy and for a network of one
 * output (the probability of class 1 of two), else one-hot `[n, classes]`.
 *
 * @throws MlpLabError `bad-model` where the network's output is not a column a class.
 */
export function toTargets(model: LayersModel, encoded: readonly number[], classes: number): TensorData {
  const outputs = Number(model.outputs[0].shape.at(-1));
  const count = encoded.length;
  if (outputs === 1 && classes <= 2) return { data: Float32Array.from(encoded), shape: [count, 1] };
  if (outputs !== classes)
    throw new MlpLabError(
      'bad-model',
      `build must give a network with an output a class: expected ${classes}${classes === 2 ? ' or 1' : ''}, received ${outputs}`,
    );
  if (model.loss === 'sparseCategoricalCrossentropy') return { data: Float32Array.from(encoded), shape: [count] };
  const data = new Float32Array(count * classes);
  for (const [row, label] of encoded.entries()) data[row * classes + label] = 1;
  return { data, shape: [count, classes] };
}

/** The network's output as probabilities, n rows of a number a class. */
export function toProbabilities({ data, shape: [count, outputs] }: TensorData, classes: number): number[][] {
  return Array.from({ length: count }, (_, row) => {
    const output = Array.from(data.subarray(row * outputs, (row + 1) * outputs));
    return outputs === 1 && classes === 2 ? [1 - output[0], output[0]] : output;
  });
}
