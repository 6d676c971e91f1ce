// What others add to a registry: variants, layers and optimizers, checked where they are defined.
import { MlpLabError } from '@mlp-lab/core';
import type { layers } from '@tensorflow/tfjs-layers';
import { checkRecipe } from './check-recipe';
import { builtInRules } from './optimizers/check-optimizer';
import type { OptimizerRule } from './optimizers/optimizer-rule';
import { defaultOptimizer } from './optimizers/optimizer-rules';
import type { TensorFlow } from './tensorflow';
import type { Variant } from './variant';

/** A class of layers. Its constructor takes its config; `getConfig()` gives it back. */
export type LayerClass = new (config: never) => layers.Layer;

/** Makes a class of layers from the `tf` that is handed in: called once for each `tf`. */
export type LayerFactory = (tf: TensorFlow) => LayerClass;

export interface PluginMeta {
  /** The package's name: `@acme/mlp-lab-maxout`. */
  readonly name: string;
  readonly version: string;
  /** What the names of its variants, layers and optimizers start with: `acme` makes `acme/maxout`. Empty: bare names. */
  readonly namespace: string;
}

export interface Plugin {
  readonly meta: PluginMeta;
  /** Named without the namespace: `maxout`. */
  readonly variants?: readonly Variant[];
  /** Name → its factory. Saved models name the class with the namespace: `acme>Maxout`. */
  readonly layers?: Readonly<Record<string, LayerFactory>>;
  /** Name → the rule. Recipes name it with the namespace: `acme/lion`. */
  readonly optimizers?: Readonly<Record<string, OptimizerRule>>;
}

const NAMESPACE = /^([a-z][a-z0-9-]*)?$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9.-]*(\/[A-Za-z0-9][A-Za-z0-9.-]*)*$/;

/**
 * A plugin, checked. Give the object once, at the top of its module: a registry tells plugins apart by identity.
 *
 * @throws MlpLabError `invalid-argument` or `unknown-name` naming the plugin and what is wrong with it.
 */
export function definePlugin(plugin: Plugin): Plugin {
  checkMeta(plugin?.meta);
  checkNames(
    plugin,
    'variants',
    (plugin.variants ?? []).map((variant) => variant.name),
  );
  checkNames(plugin, 'layers', Object.keys(plugin.layers ?? {}));
  checkNames(plugin, 'optimizers', Object.keys(plugin.optimizers ?? {}));
  if (plugin.meta.namespace === '' && (plugin.layers || plugin.optimizers))
    fail(
      `plugin ${plugin.meta.name}: layers and optimizers need a namespace, so that they don't replace TensorFlow.js's`,
    );
  for (const variant of plugin.variants ?? []) checkVariant(plugin, variant);
  return plugin;
}

function checkMeta(meta: PluginMeta | undefined): void {
  for (const field of ['name', 'version', 'namespace'] as const)
    if (typeof meta?.[field] !== 'string')
      fail(`plugin.meta.${field} must be a string: received ${JSON.stringify(meta?.[field])}`);
  if (meta?.name === '') fail('plugin.meta.name must not be empty');
  if (!NAMESPACE.test(meta!.namespace))
    fail(`plugin.meta.namespace must be lower-case letters, digits and -: received '${meta?.namespace}'`);
}

function checkNames({ meta }: Plugin, kind: string, names: readonly string[]): void {
  names.forEach((name, index) => {
    if (!NAME.test(name))
      fail(
        `plugin ${meta.name}: a name in ${kind} must be letters, digits, '.', '-' and '/': received ${JSON.stringify(name)}`,
      );
    if (names.indexOf(name) !== index) fail(`plugin ${meta.name}: ${kind} has '${name}' twice`);
  });
}

function checkVariant({ meta, optimizers = {} }: Plugin, { name, recipe, changes, build }: Variant): void {
  const where = `plugin ${meta.name}, variant '${name}'`;
  if (recipe === undefined) fail(`${where}: has no recipe; a variant with build needs one too, for its training`);
  if (!Array.isArray(changes))
    fail(`${where}: changes must be a list of recipe fields: received ${JSON.stringify(changes)}`);
  if (build !== undefined && typeof build !== 'function') fail(`${where}: build must be a function`);
  const own = Object.fromEntries(Object.entries(optimizers).map(([key, rule]) => [fullName(meta, key), rule]));
  const rules = { ...builtInRules, ...own };
  const optimizer = recipe.optimizer?.name ?? '';
  const isForeign = optimizer.includes('/') && !Object.hasOwn(rules, optimizer); // another plugin's: checked when built
  try {
    checkRecipe(isForeign ? { ...recipe, optimizer: defaultOptimizer('sgd') } : recipe, rules);
  } catch (cause) {
    if (!(cause instanceof MlpLabError)) throw cause;
    throw new MlpLabError(cause.code, `${where}: ${cause.message}`, { cause });
  }
}

/** `acme` and `maxout` make `acme/maxout`. */
export function fullName({ namespace }: PluginMeta, name: string, separator = '/'): string {
  return namespace === '' ? name : `${namespace}${separator}${name}`;
}

function fail(message: string): never {
  throw new MlpLabError('invalid-argument', message);
}
