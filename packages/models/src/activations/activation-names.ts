// The activations that a recipe may name: TensorFlow.js's identifiers, where its function equals Keras 3's (its hard
// sigmoid does not), and those of plugins.

/** The built-in activations that a recipe may name: TensorFlow.js's identifiers, where its function equals Keras 3's. */
export const activationNames = [
  'elu',
  'gelu',
  'linear',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'softmax',
  'softplus',
  'softsign',
  'swish',
  'tanh',
] as const;

/** An activation of TensorFlow.js's layers, or of a plugin by its full name: `acme/geluTanh`. */
export type ActivationName = (typeof activationNames)[number] | `${string}/${string}`;
