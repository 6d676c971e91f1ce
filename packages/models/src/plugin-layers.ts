// Layer classes of plugins: made for the `tf` at hand, registered with it, constructed by name.
import { MlpLabError } from '@mlp-lab/core';
import type { serialization } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import { suggestNames } from './nearest-names';
import type { LayerClass, LayerFactory } from './plugin';
import { oncePerTensorFlow, type TensorFlow } from './tensorflow';

/** By class name: `acme>Maxout`. */
export type LayerFactories = ReadonlyMap<string, LayerFactory>;

/** The class of that name, which saved models name it by as well. */
export function layerClass(tf: TensorFlow, className: string, make: LayerFactory): LayerClass {
  return oncePerTensorFlow(tf, make, className, () => {
    const Class = make(tf);
    Object.defineProperty(Class, 'className', { value: className, configurable: true });
    tf.serialization.registerClass(Class as unknown as serialization.SerializableConstructor<layers.Layer>);
    return Class;
  });
}

/**
 * A layer by its class's name, with the namespace or, of `namespace` itself, without.
 *
 * @throws MlpLabError `unknown-name` with the nearest names.
 */
export function createLayer(
  tf: TensorFlow,
  factories: LayerFactories,
  namespace: string,
  name: string,
  config: object = {},
): layers.Layer {
  const className = factories.has(name) ? name : `${namespace}>${name}`;
  const make = factories.get(className);
  if (make === undefined)
    throw new MlpLabError('unknown-name', `unknown layer '${name}': ${suggestNames(name, [...factories.keys()])}`);
  const Class = layerClass(tf, className, make);
  return new Class(config as never);
}
