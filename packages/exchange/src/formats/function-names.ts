// Keras's names of activations, and what they were before Keras 3.
import type { ActivationFunction, NamedFunction } from '../network/network';

/** Ours → Keras's, where Keras 3 has exactly this function under a name. */
export const KERAS_NAMES: Readonly<Partial<Record<ActivationFunction['name'], string>>> = {
  linear: 'linear',
  softmax: 'softmax',
  logSoftmax: 'log_softmax',
  sigmoid: 'sigmoid',
  hardSigmoid: 'hard_sigmoid',
  relu: 'relu',
  relu6: 'relu6',
  tanh: 'tanh',
  elu: 'elu',
  celu: 'celu',
  selu: 'selu',
  softplus: 'softplus',
  softsign: 'softsign',
  silu: 'silu',
  mish: 'mish',
  gelu: 'gelu',
  exponential: 'exponential',
  logSigmoid: 'log_sigmoid',
  hardSilu: 'hard_silu',
  hardTanh: 'hard_tanh',
  hardShrink: 'hard_shrink',
  softShrink: 'soft_shrink',
  tanhShrink: 'tanh_shrink',
  squareplus: 'squareplus',
  sparsePlus: 'sparse_plus',
  sparseSigmoid: 'sparse_sigmoid',
};

/** The name in Keras 3 of exactly this function; undefined where it takes settings or Keras has none. */
export function kerasActivation(given: ActivationFunction): string | undefined {
  const { name, ...settings } = given;
  const isPlain = Object.entries(settings).every(([key, value]) => value === undefined || value === PLAIN[key]);
  return isPlain ? KERAS_NAMES[name] : undefined;
}

const PLAIN: Readonly<Record<string, number>> = { negativeSlope: 0, threshold: 0, alpha: 1 };

/** Which library wrote a configuration: TensorFlow.js and Keras 2 mean another hard sigmoid than Keras 3. */
export type Dialect = 'keras 2' | 'keras 3';

/** The function that a library calls by this name; undefined for one that it doesn't have, or mlp-lab doesn't. */
export function functionNamed(name: string, dialect: Dialect): ActivationFunction | undefined {
  if (name === 'hard_sigmoid' && dialect === 'keras 2') return { name: 'hardSigmoidTfjs' };
  return functions.get(name);
}

const functions = new Map<string, ActivationFunction>([
  ...Object.entries(KERAS_NAMES).map(([ours, theirs]) => [theirs, { name: ours as NamedFunction }] as const),
  ['leaky_relu', { name: 'relu', negativeSlope: 0.2 }], // the layer's slope is another
  ['swish', { name: 'silu' }],
  ['hard_swish', { name: 'hardSilu' }],
  ['gelu_new', { name: 'geluTanh' }],
]);
