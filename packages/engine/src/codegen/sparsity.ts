// Which layers see many zeros, so that their products go over lists of the other numbers.
import { vectorsOf } from '../memory/layout';
import type { ActivationFunction, ProgramLayer } from '../program';

const HIGH_DROPOUT_RATE = 0.4;
const MIN_VECTORS = 8; // for fewer, the lists cost as much as they save

/** Whether the input of the layer at `index` has many zeros. */
function inputOftenZero(layers: readonly ProgramLayer[], index: number): boolean {
  const before = layers[index - 1];
  if (before?.kind === 'activation') return givesZeros(before.function);
  if (before?.kind === 'dropout') return before.rate >= HIGH_DROPOUT_RATE || inputOftenZero(layers, index - 1);
  return false;
}

/** Whether the dense layer at `index` goes over lists of the nonzero numbers of its input. */
export function readsLists(layers: readonly ProgramLayer[], index: number): boolean {
  const layer = layers[index];
  return layer.kind === 'dense' && worthLists(layer.outputs) && inputOftenZero(layers, index);
}

/** Whether the gradient of the output of the layer at `index` has many zeros. */
export function gradientOftenZero(layers: readonly ProgramLayer[], index: number): boolean {
  const next = layers[index + 1];
  return next?.kind === 'activation' && givesZeros(next.function);
}

/** Whether the dense layer at `index` may go over lists of nonzero numbers, forward or backward. */
export function goesOverLists(layers: readonly ProgramLayer[], index: number): boolean {
  const layer = layers[index];
  const isInner = index > 0 && layer.kind === 'dense';
  return isInner && (readsLists(layers, index) || (gradientOftenZero(layers, index) && worthLists(layer.inputs)));
}

const givesZeros = (activation: ActivationFunction) =>
  activation.name === 'relu' || (activation.name === 'thresholdedRelu' && activation.theta >= 0);

/** Whether lists pay for products with rows of this width. */
export const worthLists = (width: number): boolean => vectorsOf(width) >= MIN_VECTORS;
