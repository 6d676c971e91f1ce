// The kernel initializers that a recipe may name, and what TensorFlow.js and people call them.

/** Name in a recipe → identifier in TensorFlow.js, and the words for a table. */
export const initializers = {
  glorotNormal: { identifier: 'glorotNormal', title: 'Glorot normal' },
  glorotUniform: { identifier: 'glorotUniform', title: 'Glorot uniform' },
  heNormal: { identifier: 'heNormal', title: 'He normal' },
  heUniform: { identifier: 'heUniform', title: 'He uniform' },
  lecunNormal: { identifier: 'leCunNormal', title: 'LeCun normal' },
  lecunUniform: { identifier: 'leCunUniform', title: 'LeCun uniform' },
  ones: { identifier: 'ones', title: 'all-one' },
  orthogonal: { identifier: 'orthogonal', title: 'orthogonal' },
  randomNormal: { identifier: 'randomNormal', title: 'random normal' },
  randomUniform: { identifier: 'randomUniform', title: 'random uniform' },
  truncatedNormal: { identifier: 'truncatedNormal', title: 'truncated normal' },
  zeros: { identifier: 'zeros', title: 'all-zero' },
} as const;

/** A kernel initializer, with Keras's default arguments. */
export type InitializerName = keyof typeof initializers;

export const initializerNames = Object.keys(initializers) as InitializerName[];
