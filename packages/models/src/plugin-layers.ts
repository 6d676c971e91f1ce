// Layer classes of plugins: created for a copy of TensorFlow.js, registered with it, and constructed by name.
import { MlpLabError, suggestNames } from '@mlp-lab/core';
import { oncePerTensorFlow, type TensorFlow } from '@mlp-lab/core/tensorflow';
import type { serialization } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import type { LayerClass, LayerFactory } from './plugin';
import type { BuildContext } from './variant';

/** By class name: `acme>Maxout`. */
export type LayerFactories = ReadonlyMap<string, LayerFactory>;

/** The class of this name, which saved models use, too. */
export function layerClass(tf: TensorFlow, className: string, make: LayerFactory): LayerClass {
  return oncePerTensorFlow(tf, make, className, () => {
    const Class = make(tf);
    Object.defineProperty(Class, 'className', { value: className, configurable: true });
    tf.serialization.registerClass(Class as unknown as serialization.SerializableConstructor<layers.Layer>);
    return Class;
  });
}

/**
 * The function by which a network's `build` creates layers: by class name, without the namespace if it is `namespace`. A layer without a
 * name is called after its class, `max_out_1`, numbered within this network.
 *
 * @throws MlpLabError `unknown-name` with the nearest names.
 */
export function layerMaker(tf: TensorFlow, factories: LayerFactories, namespace: string): BuildContext['layer'] {
  const counts = new Map<string, number>();
  return (name, config) => {
    const className = factories.has(name) ? name : `${namespace}>${name}`;
    const make = factories.get(className);
    if (make === undefined)
      throw new MlpLabError('unknown-name', `unknown layer '${name}': ${suggestNames(name, [...factories.keys()])}`);
    const count = (counts.get(className) ?? 0) + 1;
    counts.set(className, count);
    const Class = layerClass(tf, className, make);
    return new Class({ name: `${snakeCase(className)}_${count}`, ...config } as never);
  };
}

/** `acme>MaxOut` → `max_out`: TensorFlow.js does not allow `>` in a layer's name. */
const snakeCase = (className: string) =>
  className
    .slice(className.indexOf('>') + 1)
    .replace(/\W/g, '_')
    .replace(/(?<=[a-z0-9])[A-Z]/g, '_$&')
    .toLowerCase();
