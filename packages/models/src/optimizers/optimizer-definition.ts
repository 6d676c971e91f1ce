// How an optimizer is defined: composed of transformations, or coded with TensorFlow.js's operations.
import type { ComposedOptimizer, Hyperparameters } from '@mlp-lab/core';
import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import type { Tensor } from '@tensorflow/tfjs-core';

/** A composed optimizer is compiled by the engine; a network with a coded one trains with TensorFlow.js, more slowly. */
export type OptimizerDefinition = ComposedOptimizer | CodedOptimizer;

/** Definitions by full name: `adam`, `acme/lion`. */
export type OptimizerDefinitions = Readonly<Record<string, OptimizerDefinition>>;

export const isComposed = (definition: OptimizerDefinition): definition is ComposedOptimizer =>
  'transformation' in definition;

/** An optimizer whose step is a pure function of tensors. */
export interface CodedOptimizer<Hyper extends Hyperparameters = Hyperparameters> {
  /** For people and tables: `Adam`. */
  readonly title: string;
  /** Every hyperparameter, at its default. */
  readonly defaults: Hyper;
  /** Names of the tensors that are kept for each weight from step to step. */
  readonly slots: readonly string[];
  /** The value of a slot before the first step. Default: 0. */
  initialSlot?(hyper: Hyper, slot: string): number;
  /** One step of one weight. */
  update(tf: TensorFlow, state: OptimizerState, hyper: Hyper): OptimizerUpdate;
}

/** One weight before a step. All tensors have the weight's shape. */
export interface OptimizerState {
  /** The weight before the step. */
  value: Tensor;
  /** The gradient of the loss by the weight, of the same shape. */
  gradient: Tensor;
  /** In the order of the optimizer's `slots`. */
  slots: readonly Tensor[];
  /** The number of this step, from 1. */
  step: number;
}

/** The same weight after the step. */
export interface OptimizerUpdate {
  /** The weight after the step. */
  value: Tensor;
  /** The slots after the step, in the order of the definition's `slots`. */
  slots: Tensor[];
}
