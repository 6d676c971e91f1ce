// A variant: one row of a comparison. It is mostly data; a plugin's variant may build its own network, with options.

import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import type { LayersModel, layers } from '@tensorflow/tfjs-layers';
import type { OptionsOf, OptionsSchema, OptionValues } from './options';
import type { Recipe, RecipeField } from './recipe';

/** The input and output of a network, its seed, and the library that it is built with. */
export interface BuildTarget {
  /** TensorFlow.js. */
  tf: TensorFlow;
  /** The seed of the initial weights, 0 to 2^53 - 1. */
  seed: number;
  /** Numbers in one flattened image: 784 for 28 × 28. */
  inputSize: number;
  /** Numbers in the output. */
  classes: number;
}

/** The argument of a plugin's `build`. */
export interface BuildContext<Options = OptionValues> extends BuildTarget {
  /** The recipe in effect, overrides included. */
  recipe: Recipe;
  /** Validated by the variant's schema, with defaults. */
  options: Options;
  /**
   * A layer of a registered plugin: `layer('acme>Maxout', { units: 50 })`; without a namespace, one of the same plugin.
   * A layer without a name in its config is called `maxout_1`, `maxout_2`, …
   */
  layer(name: string, config?: object): layers.Layer;
  /** TensorFlow.js's identifier of an activation, by its name in recipes: `recipe.activation`, `acme/geluTanh`. */
  activation(name: string): ActivationIdentifier;
  /** TensorFlow.js's identifier of a kernel initializer, by its name in recipes: `recipe.kernelInitializer`. */
  initializer(name: string): InitializerIdentifier;
}

/** An activation's name, as TensorFlow.js's layers accept it. */
export type ActivationIdentifier = NonNullable<Parameters<typeof layers.activation>[0]['activation']>;

/** An initializer's name, as TensorFlow.js's layers accept it. */
export type InitializerIdentifier = Extract<Parameters<typeof layers.dense>[0]['kernelInitializer'], string>;

/** Several networks with the same recipe, which vote. */
export interface EnsembleRecipe {
  /** The number of networks. */
  readonly members: number;
  /** Which vote is the answer. */
  readonly voting: 'soft' | 'hard';
}

/** Why a variant should no longer be used. */
export interface Deprecation {
  /** The full name of the variant to use instead. */
  readonly use?: string;
  /** A sentence. */
  readonly why?: string;
}

/** The registered variant from which a row's variant was derived, and its options. */
export interface VariantOrigin {
  /** The full name of the variant that the options are of. */
  readonly variant: string;
  /** The options that were given. */
  readonly options: OptionValues;
}

/** A named experiment. */
export interface Variant<
  Name extends string = string,
  Schema extends OptionsSchema | undefined = OptionsSchema | undefined,
  Alias extends string = string,
> {
  /** `he-normal`; in a registry, with its namespace: `acme/maxout`. */
  readonly name: Name;
  /** For people: `Weight initialization`. */
  readonly title: string;
  /** The recipe fields that this experiment is about. Any other difference from the baseline is reported as a side effect. */
  readonly changes: readonly RecipeField[];
  /** All settings of the network and its training. */
  readonly recipe: Recipe;
  /** Absent for a single network. */
  readonly ensemble?: EnsembleRecipe;
  /** Test accuracy that the notebook printed for this recipe, on all of MNIST: reports show it for no other settings and data. */
  readonly published?: number;
  /** The schema of the options of `build`. Every option needs a default, because the variant's bare name denotes a network, too. */
  readonly options?: Schema;
  /**
   * Builds the network instead of the recipe's layers: `[batch, inputSize]` to `[batch, classes]`. Unless it is compiled, it is compiled
   * with the recipe's optimizer. Its weights are drawn from the seed by each layer's initializers.
   */
  build?(context: BuildContext<OptionsOf<Schema>>): LayersModel;
  /** Whether `build` returns a trained network: its weights stay, instead of being drawn. @default false */
  readonly keepsWeights?: boolean;
  /** Further names, without the namespace. */
  readonly aliases?: readonly Alias[];
  /** Former names, without the namespace. They still work, with a warning that shows the new name. */
  readonly formerly?: readonly Alias[];
  /** Using the variant gives a warning. */
  readonly deprecated?: Deprecation;
  /** Set for a variant that was derived from a registered one, with options or other settings: `registry.get`, `gridVariants`. */
  readonly origin?: VariantOrigin;
  /** Set by `gridVariants`: the values that it gave to fields of the recipe, by their paths: `{ 'optimizer.learningRate': 0.01 }`. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Returns the variant unchanged. For a variant with options, TypeScript then knows their types in `build`. */
export function defineVariant<
  const Name extends string,
  Schema extends OptionsSchema | undefined = undefined,
  const Alias extends string = never,
>(variant: Variant<Name, Schema, Alias>): Variant<Name, Schema, Alias> {
  return variant;
}
