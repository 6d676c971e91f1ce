// What others add to a registry: variants, layers, optimizers, activations and initializers, checked where they are defined.
import type { Expression } from '@mlp-lab/core';
import type { layers } from '@tensorflow/tfjs-layers';
import type { InitializerRule } from './initializers/initializer-rule';
import type { OptimizerDefinition } from './optimizers/optimizer-definition';
import type { TensorFlow } from './tensorflow';
import type { Variant } from './variant';

/** A class of layers. Its constructor takes its config; `getConfig()` gives it back. */
export type LayerClass = new (config: never) => layers.Layer;

/** Makes a class of layers from the `tf` that is handed in: called once for each `tf`. */
export type LayerFactory = (tf: TensorFlow) => LayerClass;

export interface PluginMeta<Namespace extends string = string> {
  /** The package's name: `@acme/mlp-lab-plugin-maxout`. */
  readonly name: string;
  readonly version: string;
  /** What the names of all that it brings start with: `acme` makes `acme/maxout`. Empty: bare names. */
  readonly namespace: Namespace;
}

export interface Plugin<Namespace extends string = string, Variants extends readonly Variant[] = readonly Variant[]> {
  readonly meta: PluginMeta<Namespace>;
  /** Named without the namespace: `maxout`. */
  readonly variants?: Variants;
  /** Name → its factory. Saved models name the class with the namespace: `acme>Maxout`. */
  readonly layers?: Readonly<Record<string, LayerFactory>>;
  /** Name → the definition. Recipes use the name with the namespace: `acme/lion`. */
  readonly optimizers?: Readonly<Record<string, OptimizerDefinition>>;
  /** Name → the formula. Recipes name it with the namespace: `acme/geluTanh`. */
  readonly activations?: Readonly<Record<string, Expression>>;
  /** Name → the rule. Recipes name it with the namespace: `acme/sparse`. */
  readonly initializers?: Readonly<Record<string, InitializerRule>>;
}

/** `acme` and `maxout` make `acme/maxout`. */
export function fullName({ namespace }: PluginMeta, name: string, separator = '/'): string {
  return namespace === '' ? name : `${namespace}${separator}${name}`;
}

/** `@acme/mlp-lab-plugin-maxout 1.0.0` */
export const pluginTitle = ({ meta }: Plugin) => `${meta.name} ${meta.version}`;
