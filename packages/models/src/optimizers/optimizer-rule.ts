// The contract of every file beside this one: how one step changes one weight. A rule is pure; what it must remember from
// step to step (its slots) comes in and goes out.
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../tensorflow';

/** One weight at one step. All tensors have the weight's shape. */
export interface OptimizerState {
  value: Tensor;
  gradient: Tensor;
  /** In the order of the rule's `slots`. */
  slots: readonly Tensor[];
  /** Steps done with this one, from 1. */
  step: number;
}

/** What a step leaves of a weight. */
export interface OptimizerUpdate {
  value: Tensor;
  slots: Tensor[];
}

/** Numbers by name: `learningRate`, `beta1`, … */
export type Hyperparameters = Readonly<Record<string, number>>;

export interface OptimizerRule<Hyper extends object = Hyperparameters> {
  /** For people and tables: `Adam`. */
  readonly title: string;
  /** Every hyperparameter, at Keras's default. */
  readonly defaults: Hyper;
  /** Names of what is remembered for each weight. */
  readonly slots: readonly string[];
  /** What each slot holds at first. Default: 0. */
  initialSlot?(hyper: Hyper): number;
  /** The step. Its arithmetic is float32, as Keras's. */
  update(tf: TensorFlow, state: OptimizerState, hyper: Hyper): OptimizerUpdate;
}

/** The hyperparameters of a recipe: all but its name. */
export type HyperparametersOf<R> = Omit<R, 'name'>;
