// A variant: one row of a comparison. Data first; a plugin's variant may bring a network of its own, with options.
import type { LayersModel, layers } from '@tensorflow/tfjs-layers';
import type { OptionsOf, OptionsSchema, OptionValues } from './options';
import type { Recipe, RecipeField } from './recipe';
import type { TensorFlow } from './tensorflow';

/** What a network is built for. */
export interface BuildTarget {
  /** TensorFlow.js, handed in. */
  tf: TensorFlow;
  /** Seed of the initial weights, 0 to 2^53 - 1. */
  seed: number;
  /** Numbers in one flattened image: 784 for 28 × 28. */
  inputSize: number;
  /** Numbers of the output. */
  classes: number;
}

/** What a plugin's `build` receives. */
export interface BuildContext<Options = OptionValues> extends BuildTarget {
  recipe: Recipe;
  /** As the variant's schema gives them: checked, with defaults. */
  options: Options;
  /**
   * A layer of a registered plugin: `layer('acme>Maxout', { units: 50 })`; without a namespace, one of the plugin's own.
   * Without a name in its config it is called `maxout_1`, `maxout_2`, …
   */
  layer(name: string, config?: object): layers.Layer;
  /** An activation by the name that a recipe gives it (`recipe.activation`, `acme/geluTanh`), as TensorFlow.js's layers take it. */
  activation(name: string): ActivationIdentifier;
  /** A kernel initializer by the name that a recipe gives it (`recipe.kernelInitializer`), as TensorFlow.js's layers take it. */
  initializer(name: string): InitializerIdentifier;
}

/** What TensorFlow.js's layers take for an activation, by its name. */
export type ActivationIdentifier = NonNullable<Parameters<typeof layers.activation>[0]['activation']>;

/** What TensorFlow.js's layers take for an initializer, by its name. */
export type InitializerIdentifier = Extract<Parameters<typeof layers.dense>[0]['kernelInitializer'], string>;

/** Several networks of one recipe that vote. */
export interface EnsembleRecipe {
  readonly members: number;
  readonly voting: 'soft' | 'hard';
}

/** Why a variant should not be used any more. */
export interface Deprecation {
  /** The full name of the variant to use in its place. */
  readonly use?: string;
  /** A sentence. */
  readonly why?: string;
}

/** The registered variant that a row's was made from, and the options that it was given. */
export interface VariantOrigin {
  readonly variant: string;
  readonly options: OptionValues;
}

/** A named experiment. */
export interface Variant<
  Name extends string = string,
  Schema extends OptionsSchema | undefined = OptionsSchema | undefined,
  Alias extends string = string,
> {
  /** `he-normal`; as a registry gives it, with its namespace: `acme/maxout`. */
  readonly name: Name;
  /** For people: `Weight initialization`. */
  readonly title: string;
  /** The recipe fields that this experiment is about. Whatever else differs from the baseline is a side effect to be told. */
  readonly changes: readonly RecipeField[];
  readonly recipe: Recipe;
  readonly ensemble?: EnsembleRecipe;
  /** Test accuracy that the notebook printed. */
  readonly published?: number;
  /** What `build` can be told. Every option needs a default: the variant's bare name is a network, too. */
  readonly options?: Schema;
  /**
   * The network, in place of the recipe's layers: `[batch, inputSize]` to `[batch, classes]`. Compiled with the recipe's optimizer
   * where it comes uncompiled; its weights are drawn anew from the seed by each layer's initializers.
   */
  build?(context: BuildContext<OptionsOf<Schema>>): LayersModel;
  /** Other names for it, without the namespace. */
  readonly aliases?: readonly Alias[];
  /** Names that it had before, without the namespace: whoever uses one is told the new one. */
  readonly formerly?: readonly Alias[];
  /** Whoever uses it is warned. */
  readonly deprecated?: Deprecation;
  /** Set where it was made from a registered one, with options or other settings: `registry.get`, `gridVariants`. */
  readonly origin?: VariantOrigin;
  /** Set by `gridVariants`: the values that it gave to fields of the recipe, by their paths: `{ 'optimizer.learningRate': 0.01 }`. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A variant as it is, its name and options known to the compiler: for one with options, so that `build` knows their types. */
export function defineVariant<
  const Name extends string,
  Schema extends OptionsSchema | undefined = undefined,
  const Alias extends string = never,
>(variant: Variant<Name, Schema, Alias>): Variant<Name, Schema, Alias> {
  return variant;
}
