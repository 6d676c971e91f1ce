// TensorFlow.js is passed in by the caller and never imported, so that a program has one copy.

/** The namespace of `import * as tf from '@tensorflow/tfjs'`: the operations of tfjs-core and the layers of tfjs-layers. */
export type TensorFlow = typeof import('@tensorflow/tfjs-core') & typeof import('@tensorflow/tfjs-layers');

/** Joins the two packages into one `tf`, for programs that do not install all of `@tensorflow/tfjs`. */
export function joinTensorFlow(
  core: typeof import('@tensorflow/tfjs-core'),
  layers: typeof import('@tensorflow/tfjs-layers'),
): TensorFlow {
  return { ...core, ...layers };
}

const made = new WeakMap<object, WeakMap<object, Map<string, unknown>>>();

/**
 * The result of `make` for a definition (of an optimizer, a layer, …) and a name, made once for each copy of TensorFlow.js. A copy is
 * identified by its Optimizer class, which stays the same when namespaces are joined.
 */
export function oncePerTensorFlow<Thing>(tf: TensorFlow, definition: object, name: string, make: () => Thing): Thing {
  const definitions = made.get(tf.Optimizer) ?? new WeakMap<object, Map<string, unknown>>();
  made.set(tf.Optimizer, definitions);
  const things = definitions.get(definition) ?? new Map<string, unknown>();
  definitions.set(definition, things);
  if (!things.has(name)) things.set(name, make());
  return things.get(name) as Thing;
}
