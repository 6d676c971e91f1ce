// How optimizers are composed, as in optax: a chain of transformations turns a gradient into the update that is added to a weight.
import type { Maths, Term, TermLike } from '../expression/term';
import type { Hyperparameters } from './optimizer-rule';

/**
 * Turns an update into another. The first of a chain receives the gradient; the result of the last is added to the weight, so that
 * one of the chain has to change the sign: `scaleByLearningRate`.
 */
export type Transformation = (update: Term, context: OptimizerContext) => Term;

/** An optimizer as a composition of transformations. */
export interface ComposedOptimizer<Hyper extends Hyperparameters = Hyperparameters> {
  /** For people and tables: `Adam`. */
  readonly title: string;
  /** Every hyperparameter, at its default. */
  readonly defaults: Hyper;
  /** From the gradient to what is added to the weight. */
  readonly transformation: Transformation;
}

/** The name of a hyperparameter, or a number in its place. */
export type Hyperparameter = string | number;

/** The terms and functions that a transformation is written with. */
export interface OptimizerContext extends Maths {
  /** The weight before the step, changed by `moveWeight`. */
  readonly weight: Term;
  /** The number of the step, from 1. */
  readonly step: Term;
  /** A hyperparameter by its name in `defaults`, or a number as it is. */
  hyperparameter(nameOrNumber: Hyperparameter): Term;
  /**
   * A number that is kept for each weight from step to step.
   *
   * @param next its value after the step, of its value before it.
   * @param initial its value before the first step, of hyperparameters. @default 0
   * @returns its value after the step.
   */
  slot(name: string, next: (previous: Term) => TermLike, initial?: TermLike): Term;
  /** The value of a slot before the step. */
  previous(name: string): Term;
  /** Adds to the weight before the update is added. */
  moveWeight(by: Term): void;
  /** `term` · `factor`. A factor of the step alone joins such factors in `term`, so that it costs no multiplication for each weight. */
  scale(term: Term, factor: Term): Term;
  /** A float32 power. Base and exponent are made of the step and hyperparameters; the exponent is an integer of 0 or more. */
  pow(base: TermLike, exponent: TermLike): Term;
  /** Rounds what is made of the step and hyperparameters to float32. */
  fround(term: Term): Term;
  /** The product of what is made of the step and hyperparameters over all steps up to this one, in float32. */
  cumprod(factor: Term): Term;
}

/** Transformations one after the other: `chain(scaleByAdam(), scaleByLearningRate())`. */
export const chain =
  (...transformations: readonly Transformation[]): Transformation =>
  (update, context) =>
    transformations.reduce((before, transform) => transform(before, context), update);
