// A variant: one row of a comparison. Data first; a plugin's variant may bring a network of its own.
import type { LayersModel, layers } from '@tensorflow/tfjs-layers';
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
export interface BuildContext extends BuildTarget {
  recipe: Recipe;
  /**
   * A layer of a registered plugin: `layer('acme>Maxout', { units: 50 })`; without a namespace, one of the plugin's own.
   * Without a name in its config it is called `maxout_1`, `maxout_2`, …
   */
  layer(name: string, config?: object): layers.Layer;
}

/** Several networks of one recipe that vote. */
export interface EnsembleRecipe {
  readonly members: number;
  readonly voting: 'soft' | 'hard';
}

/** A named experiment. */
export interface Variant {
  /** `he-normal`; as a registry gives it, with its namespace: `acme/maxout`. */
  readonly name: string;
  /** For people: `Weight initialization`. */
  readonly title: string;
  /** The recipe fields that this experiment is about. Whatever else differs from the baseline is a side effect to be told. */
  readonly changes: readonly RecipeField[];
  readonly recipe: Recipe;
  readonly ensemble?: EnsembleRecipe;
  /** Test accuracy that the notebook printed. */
  readonly published?: number;
  /**
   * The network, in place of the recipe's layers. Compiled with the recipe's optimizer where it comes uncompiled; its
   * weights are drawn anew from the seed by each layer's initializers.
   */
  build?(context: BuildContext): LayersModel;
}
