// Which numbers of a network are often zero, so that products go over lists of the others.

import { vectorsOf } from '../memory/layout';
import type { ActivationFunction, ProgramLayer } from '../program';

const MUCH_DROPPED = 0.4;
const LEAST_VECTORS = 8; // below, the lists cost what they save

/** Whether much of what enters the layer at `index` is zero. */
function inputOftenZero(layers: readonly ProgramLayer[], index: number): boolean {
  const before = layers[index - 1];
  if (before?.kind === 'activation') return givesZeros(before.function);
  if (before?.kind === 'dropout') return before.rate >= MUCH_DROPPED || inputOftenZero(layers, index - 1);
  return false;
}

/** Whether the dense layer at `index` goes over lists of what enters it. */
export function readsLists(layers: readonly ProgramLayer[], index: number): boolean {
  const layer = layers[index];
  return layer.kind === 'dense' && worthLists(layer.outputs) && inputOftenZero(layers, index);
}

/** Whether much of the gradient that comes back to the output of the layer at `index` is zero. */
export function gradientOftenZero(layers: readonly ProgramLayer[], index: number): boolean {
  const next = layers[index + 1];
  return next?.kind === 'activation' && givesZeros(next.function);
}

const givesZeros = (activation: ActivationFunction) =>
  activation.name === 'relu' || (activation.name === 'thresholdedRelu' && activation.theta >= 0);

/** Whether a product with rows of `width` is worth going over lists. */
export const worthLists = (width: number): boolean => vectorsOf(width) >= LEAST_VECTORS;
