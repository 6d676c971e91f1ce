// What a file says of the optimizer that trained its model, in the terms of the optimizers of @mlp-lab/core, which follow Keras's rules.
import type { kerasOptimizers } from '@mlp-lab/core';

/** Where an optimizer stands in its training. */
export interface OptimizerState {
  /** The number of steps so far. */
  readonly iterations: number;
  /**
   * What it keeps for each weight, in the order of its slots (Adam: momentum, velocity), row-major. Weights are named by layer and
   * kind: `dense_1/kernel`.
   */
  readonly slots: ReadonlyMap<string, readonly Float32Array[]>;
}

/** The optimizer of a file. */
export interface SavedOptimizer {
  /** Its name and hyperparameters, as recipes have them; absent where mlp-lab has none that does the same. */
  readonly recipe?: { readonly name: keyof typeof kerasOptimizers } & Readonly<Record<string, number | string>>;
  /** Absent where it can't be used. */
  readonly state?: OptimizerState;
  /** Why the recipe or the state is absent: the end of a sentence. */
  readonly problem?: string;
}
