// Converts encoded labels to the targets of the network's loss, and the network's output to probabilities.
import { invalidArgument, MlpLabError, type TensorData } from '@mlp-lab/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/**
 * Encoded labels as targets: `[n]` for sparseCategoricalCrossentropy, `[n, 1]` for a network with a single output (the
 * probability of class 1 of two), otherwise one-hot, `[n, classes]`.
 *
 * @throws MlpLabError `bad-model` if the network does not have one output per class; `invalid-argument` for a single class where the loss
 * needs two.
 */
export function toTargets(model: LayersModel, encoded: readonly number[], classes: number): TensorData {
  const outputs = Number(model.outputs[0].shape.at(-1));
  const count = encoded.length;
  if (classes === 1 && model.loss === 'categoricalCrossentropy')
    throw invalidArgument('y', 'labels of 2 classes or more, as categoricalCrossentropy requires', 'one class');
  if (outputs === 1 && classes <= 2) return { data: Float32Array.from(encoded), shape: [count, 1] };
  if (outputs !== classes)
    throw new MlpLabError(
      'bad-model',
      `build must return a network with one output per class: expected ${classes}${classes === 2 ? ' or 1' : ''}, received ${outputs}`,
    );
  if (model.loss === 'sparseCategoricalCrossentropy') return { data: Float32Array.from(encoded), shape: [count] };
  const data = new Float32Array(count * classes);
  for (const [row, label] of encoded.entries()) data[row * classes + label] = 1;
  return { data, shape: [count, classes] };
}

/** The network's output as probabilities: [n][classes]. */
export function toProbabilities({ data, shape: [count, outputs] }: TensorData, classes: number): number[][] {
  return Array.from({ length: count }, (_, row) => {
    const output = Array.from(data.subarray(row * outputs, (row + 1) * outputs));
    if (classes === 1) return [1]; // a sigmoid would be the probability of a second class
    return outputs === 1 && classes === 2 ? [1 - output[0], output[0]] : output;
  });
}
