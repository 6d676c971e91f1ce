// What others add to a registry: variants, layers, optimizers, activations and initializers, checked where they are defined.
import type { Expression } from '@mlp-lab/core';
import type { layers } from '@tensorflow/tfjs-layers';
import { checkPlugin } from './check-plugin';
import type { InitializerRule } from './initializers/initializer-rule';
import type { OptimizerRule } from './optimizers/optimizer-rule';
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
  /** Name → the rule. Recipes name it with the namespace: `acme/lion`. */
  readonly optimizers?: Readonly<Record<string, OptimizerRule>>;
  /** Name → the formula. Recipes name it with the namespace: `acme/geluTanh`. */
  readonly activations?: Readonly<Record<string, Expression>>;
  /** Name → the rule. Recipes name it with the namespace: `acme/sparse`. */
  readonly initializers?: Readonly<Record<string, InitializerRule>>;
}

/**
 * A plugin, checked. Give the object once, at the top of its module: a registry tells plugins apart by identity.
 *
 * @throws MlpLabError `invalid-argument` or `unknown-name` naming the plugin and what is wrong with it.
 */
export function definePlugin<
  const Namespace extends string,
  const Variants extends readonly Variant[] = readonly Variant[],
>(plugin: Plugin<Namespace, Variants>): Plugin<Namespace, Variants> {
  checkPlugin(plugin);
  return plugin;
}

/** `acme` and `maxout` make `acme/maxout`. */
export function fullName({ namespace }: PluginMeta, name: string, separator = '/'): string {
  return namespace === '' ? name : `${namespace}${separator}${name}`;
}

/** `@acme/mlp-lab-plugin-maxout 1.0.0` */
export const pluginTitle = ({ meta }: Plugin) => `${meta.name} ${meta.version}`;
