// TensorFlow.js as this package receives it: handed in by the caller, never imported, so that a program has one copy.

/** What `import * as tf from '@tensorflow/tfjs'` has: the operations of tfjs-core and the layers of tfjs-layers. */
export type TensorFlow = typeof import('@tensorflow/tfjs-core') & typeof import('@tensorflow/tfjs-layers');

/** One `tf` from the two packages that it is made of, for programs that don't install all of `@tensorflow/tfjs`. */
export function joinTensorFlow(
  core: typeof import('@tensorflow/tfjs-core'),
  layers: typeof import('@tensorflow/tfjs-layers'),
): TensorFlow {
  return { ...core, ...layers };
}

const made = new WeakMap<object, WeakMap<object, Map<string, unknown>>>();

/**
 * What `make` gives for a definition (a rule, a layer's factory) under a name, made once for each copy of TensorFlow.js.
 * A copy is known by its Optimizer class, which is the same however the namespaces were joined.
 */
export function oncePerTensorFlow<Thing>(tf: TensorFlow, definition: object, name: string, make: () => Thing): Thing {
  const definitions = made.get(tf.Optimizer) ?? new WeakMap<object, Map<string, unknown>>();
  made.set(tf.Optimizer, definitions);
  const things = definitions.get(definition) ?? new Map<string, unknown>();
  definitions.set(definition, things);
  if (!things.has(name)) things.set(name, make());
  return things.get(name) as Thing;
}
