// What a plugin adds to a registry: variants, layers, optimizers, activations and initializers.
import { checkObject, type Expression } from '@mlp-lab/core';
import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import type { layers } from '@tensorflow/tfjs-layers';
import type { InitializerRule } from './initializers/initializer-rule';
import type { OptimizerDefinition } from './optimizers/optimizer-definition';
import type { Variant } from './variant';

/** A class of layers. Its constructor takes the config that `getConfig()` returns. */
export type LayerClass = new (config: never) => layers.Layer;

/** Creates a class of layers for a copy of TensorFlow.js; called once for each copy. */
export type LayerFactory = (tf: TensorFlow) => LayerClass;

/** Who a plugin is. */
export interface PluginMeta<Namespace extends string = string> {
  /** The package's name: `@acme/mlp-lab-plugin-maxout`. */
  readonly name: string;
  /** Of the package: run folders keep it. */
  readonly version: string;
  /** The prefix of all of the plugin's names: `acme` makes `acme/maxout`. Empty: bare names. */
  readonly namespace: Namespace;
}

/** What a plugin adds to mlp-lab: a plain object. `definePlugin` checks it and keeps its types. */
export interface Plugin<Namespace extends string = string, Variants extends readonly Variant[] = readonly Variant[]> {
  /** Who it is. */
  readonly meta: PluginMeta<Namespace>;
  /** Named without the namespace: `maxout`. */
  readonly variants?: Variants;
  /** Name → its factory. Saved models use the class name with the namespace: `acme>Maxout`. */
  readonly layers?: Readonly<Record<string, LayerFactory>>;
  /** Name → the definition. Recipes use the name with the namespace: `acme/lion`. */
  readonly optimizers?: Readonly<Record<string, OptimizerDefinition>>;
  /** Name → the formula. Recipes use the name with the namespace: `acme/geluTanh`. */
  readonly activations?: Readonly<Record<string, Expression>>;
  /** Name → the rule. Recipes use the name with the namespace: `acme/sparse`. */
  readonly initializers?: Readonly<Record<string, InitializerRule>>;
}

/** `acme` and `maxout` make `acme/maxout`. */
export function fullName({ namespace }: PluginMeta, name: string, separator = '/'): string {
  return namespace === '' ? name : `${namespace}${separator}${name}`;
}

/** `@acme/mlp-lab-plugin-maxout 1.0.0` */
export function pluginTitle(plugin: Plugin): string {
  const { meta } = checkObject('plugin', plugin) as Plugin;
  const { name, version } = checkObject('plugin.meta', meta) as Plugin['meta'];
  return `${name} ${version}`;
}
