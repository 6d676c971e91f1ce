// Finds variants by name and builds them. A registry is an instance, not a global.
import {
  checkFunction,
  checkOptions as checkGiven,
  describeValue,
  invalidArgument,
  MlpLabError,
  suggestNames,
} from '@mlp-lab/core';
import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { buildMlp } from './build-mlp';
import { buildVariant } from './build-variant';
import { checkPlugin } from './check-plugin';
import { checkRecipe } from './check-recipe';
import { checkTarget } from './check-target';
import { checkVariant } from './check-variant';
import { checkClaims, claimsOf } from './claims';
import { type InitializerName, initializerIdentifier } from './initializers/initializer-names';
import type { KnownName, OptionsByName, VariantsOf } from './known-variants';
import { registerOptimizers } from './optimizers/create-optimizer';
import { checkOptions, type OptionValues } from './options';
import { activationNamesOf, builtInParts, className, initializerNamesOf, type Parts } from './parts';
import { fullName, type LayerFactory, type Plugin, pluginTitle } from './plugin';
import { layerClass, layerMaker } from './plugin-layers';
import { overrideRecipe, type Recipe } from './recipe';
import { registerParts } from './register-parts';
import type { ActivationIdentifier, BuildContext, BuildTarget, InitializerIdentifier, Variant } from './variant';
import { variantCatalog } from './variant-catalog';

/** What `Registry.build` needs beside the variant. */
export interface BuildOptions<Options = OptionValues> extends BuildTarget {
  /** Fields that replace those of the variant. */
  recipe?: Partial<Recipe>;
  /** The variant's options; missing ones have their defaults. */
  options?: Options;
}

/** A registry of any plugins. `createRegistry` returns one whose type has the names and options of its plugins. */
export interface Registry {
  /**
   * Adds a plugin. Adding the same object again has no effect.
   *
   * @param options.override whether to replace parts of the same name
   * @throws MlpLabError `name-conflict` with both plugins, where a name is taken; then nothing is added.
   */
  use(plugin: Plugin, options?: { override?: boolean }): Registry;
  /** The plugins in the order in which they were added. */
  plugins(): Plugin[];
  /** The variants in order of registration; `*` in the pattern matches any text: `opt/*`. Default: all. */
  list(pattern?: string): Variant[];
  /**
   * A variant by its name or an alias; with options, a variant of its own name (`acme/maxout:pieces=3`) that is built with them.
   *
   * @throws MlpLabError `unknown-name` with the nearest names; `invalid-argument` for invalid options.
   */
  get(name: string, options?: OptionValues): Variant;
  /**
   * Checks the recipe and options of a variant without building anything. The variant is given by its name or itself (registered or not).
   *
   * @throws MlpLabError `unknown-name`; `invalid-argument` with the option or the recipe's field.
   */
  check(variant: string | Variant, asked?: Pick<BuildOptions, 'recipe' | 'options'>): void;
  /**
   * The network of a variant, compiled, with weights drawn from the seed; of an ensemble, one member. The variant is given by its name or
   * itself (registered or not). `model.dispose()` also frees the optimizer.
   *
   * @throws MlpLabError as `check`; `bad-model`, with the plugin and the variant, where a plugin's `build` fails or returns an
   * unusable model.
   */
  build(variant: string | Variant, options: BuildOptions): LayersModel;
  /** The plugins whose code a variant's network and training use, the variant's own plugin first. */
  pluginsOf(variant: Variant, recipe?: Recipe): Plugin[];
  /**
   * Registers the plugins' layers, activations and initializers and all optimizers with TensorFlow.js: call it before loading a
   * saved model that uses them. `build` registers what it uses.
   */
  register(tf: TensorFlow): void;
}

/** A registry whose names and options TypeScript knows. */
export interface KnownRegistry<Known> extends Registry {
  use<P extends Plugin>(plugin: P, options?: { override?: boolean }): KnownRegistry<Known & VariantsOf<readonly [P]>>;
  get<const Name extends string>(name: KnownName<Known, Name>, options?: OptionsByName<Known, Name>): Variant;
  build<const Name extends string>(
    variant: KnownName<Known, Name>,
    options: BuildOptions<OptionsByName<Known, Name>>,
  ): LayersModel;
  build(variant: Variant, options: BuildOptions): LayersModel;
}

/** Options of `createRegistry`. */
export interface RegistryOptions {
  /** Receives a warning when a former name or the name of a deprecated variant is used, once for each name. */
  onWarning?(message: string): void;
}

/**
 * A registry of the given plugins: `createRegistry([notebook(), myPlugin])`. Its type knows their names and options.
 *
 * @throws MlpLabError `name-conflict` where two plugins use the same name.
 */
export function createRegistry<const Plugins extends readonly Plugin[] = readonly []>(
  plugins?: Plugins,
  options?: RegistryOptions | null,
): KnownRegistry<VariantsOf<Plugins>> {
  const { onWarning = () => {} } = checkGiven('createRegistry', options, { onWarning: checkFunction });
  if (plugins !== undefined && plugins !== null && !Array.isArray(plugins))
    throw invalidArgument('plugins', 'an array of plugins', describeValue(plugins));
  const owners = new Map<string, Plugin>();
  const used = new Set<Plugin>();
  const catalog = variantCatalog(onWarning);
  const layers = new Map<string, LayerFactory>();
  let parts: Parts = builtInParts;

  const variantOf = (named: unknown) =>
    typeof named === 'string' ? catalog.get(named) : checkVariant('variant', named);

  const registry: Registry = {
    use(plugin, { override = false } = {}) {
      if (used.has(plugin)) return registry;
      checkPlugin(plugin); // it may come from plain JavaScript, not through definePlugin
      if (!override) checkClaims(plugin, owners);
      for (const claim of claimsOf(plugin)) owners.set(claim, plugin);
      used.add(plugin);
      catalog.add(plugin);
      for (const [name, make] of Object.entries(plugin.layers ?? {}))
        layers.set(fullName(plugin.meta, name, '>'), make);
      parts = withParts(parts, plugin);
      return registry;
    },

    plugins: () => [...used],
    list: (pattern) => catalog.list(pattern),
    get: (name, options) => catalog.get(name, options),

    check(named, { recipe, options } = {}) {
      const variant = variantOf(named);
      checkOptions(`variant '${variant.name}'`, variant.options, options ?? variant.origin?.options);
      checkRecipe(overrideRecipe(variant.recipe, recipe), parts);
    },

    build(named, { recipe: fields, options: given, ...target }) {
      const variant = variantOf(named);
      const recipe = overrideRecipe(variant.recipe, fields);
      checkTarget(target);
      checkRecipe(recipe, parts);
      const name = `variant '${variant.name}'`;
      const options = checkOptions(name, variant.options, given ?? variant.origin?.options);
      if (!variant.build) return buildMlp(recipe, target, parts);
      const plugin = catalog.pluginOf(variant);
      const context = {
        ...target,
        recipe,
        options,
        layer: layerMaker(target.tf, layers, plugin?.meta.namespace ?? ''),
        ...identifiers(parts),
      };
      const where = plugin ? `plugin ${pluginTitle(plugin)}, ${name}` : name;
      return buildVariant(variant.build, context, { where, parts, keepsWeights: variant.keepsWeights });
    },

    pluginsOf(variant, recipe = variant.recipe) {
      const { optimizer, activation, kernelInitializer } = recipe;
      const claims = [`optimizer ${optimizer.name}`, `activation ${activation}`, `initializer ${kernelInitializer}`];
      const found = [catalog.pluginOf(variant), ...claims.map((claim) => owners.get(claim))];
      return [...new Set(found)].filter((plugin) => plugin !== undefined);
    },

    register(tf) {
      for (const [name, make] of layers) layerClass(tf, name, make);
      registerOptimizers(tf, parts.optimizers);
      registerParts(tf, parts);
    },
  };

  for (const plugin of plugins ?? []) registry.use(plugin);
  return registry as KnownRegistry<VariantsOf<Plugins>>;
}

/** The functions by which a `build` refers to activations and initializers. */
function identifiers(parts: Parts): Pick<BuildContext, 'activation' | 'initializer'> {
  return {
    activation(name) {
      checkName('activation', name, activationNamesOf(parts));
      return className(name) as ActivationIdentifier;
    },
    initializer(name) {
      checkName('initializer', name, initializerNamesOf(parts));
      return initializerIdentifier(name as InitializerName) as InitializerIdentifier;
    },
  };
}

function checkName(kind: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  throw new MlpLabError('unknown-name', `unknown ${kind} '${name}': ${suggestNames(name, names)}`);
}

function withParts(parts: Parts, { meta, optimizers, activations, initializers }: Plugin): Parts {
  const named = <Part>(brought: Readonly<Record<string, Part>> = {}) =>
    Object.fromEntries(Object.entries(brought).map(([name, part]) => [fullName(meta, name), part]));
  return {
    optimizers: { ...parts.optimizers, ...named(optimizers) },
    activations: { ...parts.activations, ...named(activations) },
    initializers: { ...parts.initializers, ...named(initializers) },
  };
}
