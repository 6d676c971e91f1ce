// Where variants are found by name and built. An instance, not a global: two registries don't know of each other.
import { MlpLabError } from '@mlp-lab/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { buildMlp, finishModel } from './build-mlp';
import { checkRecipe } from './check-recipe';
import { checkTarget } from './check-target';
import { checkClaims, claimsOf } from './claims';
import { suggestNames } from './nearest-names';
import { builtInRules } from './optimizers/check-optimizer';
import { registerOptimizers } from './optimizers/create-optimizer';
import type { OptimizerRule } from './optimizers/optimizer-rule';
import { fullName, type LayerFactory, type Plugin } from './plugin';
import { layerClass, layerMaker } from './plugin-layers';
import { overrideRecipe, type Recipe } from './recipe';
import type { TensorFlow } from './tensorflow';
import type { BuildTarget, Variant } from './variant';

export interface BuildOptions extends BuildTarget {
  /** Fields that replace the variant's own. */
  recipe?: Partial<Recipe>;
}

export interface Registry {
  /**
   * Adds a plugin. The same object again changes nothing.
   *
   * @param options.override replace what has the same name
   * @throws MlpLabError `name-conflict`, naming both plugins, where a name is taken. Nothing is added then.
   */
  use(plugin: Plugin, options?: { override?: boolean }): Registry;
  /** The variants in order of registration; `*` in the pattern stands for any text: `opt/*`. Default: all. */
  list(pattern?: string): Variant[];
  /** @throws MlpLabError `unknown-name` with the nearest names. */
  get(name: string): Variant;
  /**
   * The network of a variant, by name or the variant itself (registered or not), compiled, its weights drawn from the seed. An ensemble's: one member.
   * `model.dispose()` frees all that it made.
   *
   * @throws MlpLabError `unknown-name`; `invalid-argument` naming the recipe's field.
   */
  build(variant: string | Variant, options: BuildOptions): LayersModel;
  /**
   * Registers the plugins' layers and all optimizers with TensorFlow.js: call it before loading a saved model that uses
   * them. What `build` builds is registered already.
   */
  register(tf: TensorFlow): void;
}

/** @throws MlpLabError `name-conflict` where two plugins claim one name. */
export function createRegistry(plugins: readonly Plugin[] = []): Registry {
  const owners = new Map<string, Plugin>();
  const variants = new Map<string, Variant>();
  const layers = new Map<string, LayerFactory>();
  const optimizers = new Map<string, OptimizerRule>(Object.entries(builtInRules));
  const rules = () => Object.fromEntries(optimizers);
  const namespaceOf = (build: Variant['build']) =>
    [...owners.values()].find(({ variants }) => variants?.some((variant) => variant.build === build))?.meta.namespace ??
    '';

  const registry: Registry = {
    use(plugin, { override = false } = {}) {
      const { meta } = plugin;
      if (owners.get(`plugin ${meta.name}`) === plugin) return registry;
      if (!override) checkClaims(plugin, owners);
      for (const claim of claimsOf(plugin)) owners.set(claim, plugin);
      for (const variant of plugin.variants ?? []) {
        const name = fullName(meta, variant.name);
        variants.set(name, { ...variant, name });
      }
      for (const [name, make] of Object.entries(plugin.layers ?? {})) layers.set(fullName(meta, name, '>'), make);
      for (const [name, rule] of Object.entries(plugin.optimizers ?? {})) optimizers.set(fullName(meta, name), rule);
      return registry;
    },

    list(pattern = '*') {
      const matches = patternToRegExp(pattern);
      return [...variants.values()].filter(({ name }) => matches.test(name));
    },

    get(name) {
      const variant = variants.get(name);
      if (variant) return variant;
      const hint = suggestNames(name, [...variants.keys()]);
      throw new MlpLabError(
        'unknown-name',
        `unknown variant '${name}': ${hint} (registry.list() gives all ${variants.size})`,
      );
    },

    build(named, { recipe: fields, ...target }) {
      const variant = typeof named === 'string' ? registry.get(named) : named;
      const recipe = overrideRecipe(variant.recipe, fields);
      if (!variant.build) return buildMlp(recipe, target, rules());
      checkTarget(target);
      checkRecipe(recipe, rules());
      const layer = layerMaker(target.tf, layers, namespaceOf(variant.build));
      const model = variant.build({ ...target, recipe, layer });
      if (!Array.isArray(model?.layers))
        throw new MlpLabError(
          'bad-model',
          `build of '${variant.name}' must return a LayersModel: received ${String(model)}`,
        );
      return finishModel(model, recipe, target, rules());
    },

    register(tf) {
      for (const [name, make] of layers) layerClass(tf, name, make);
      registerOptimizers(tf, rules());
    },
  };

  for (const plugin of plugins) registry.use(plugin);
  return registry;
}

/** `opt/*` → every name that starts with `opt/`. */
function patternToRegExp(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[^\w]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
