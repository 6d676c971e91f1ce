// The kernel initializers that a recipe may name, with their names in TensorFlow.js and in tables.

/** Name in a recipe → identifier in TensorFlow.js, and title in tables. */
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
export type BuiltInInitializerName = keyof typeof initializers;

/** One of Keras's kernel initializers, or a plugin's by its full name: `acme/sparse`. */
export type InitializerName = BuiltInInitializerName | `${string}/${string}`;

/** The built-in kernel initializers that a recipe may name. */
export const initializerNames = Object.keys(initializers) as BuiltInInitializerName[];

/** For tables: `He normal`; for a plugin's, its name. */
export const initializerTitle = (name: InitializerName): string =>
  name in initializers ? initializers[name as BuiltInInitializerName].title : name;

/** What TensorFlow.js's layers call it: `heNormal`, `acme>sparse`. */
export const initializerIdentifier = (name: InitializerName): string =>
  name in initializers ? initializers[name as BuiltInInitializerName].identifier : name.replace('/', '>');
