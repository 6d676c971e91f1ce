// An optimizer's rule as plain data: models runs it with TensorFlow.js and the engine compiles it. `optimizerRule` makes it from a
// composition of transformations.
import { type Expression, OPERATORS, type Operator } from '../expression/expression-tree';

/** Numbers by name: `learningRate`, `beta1`, … */
export type Hyperparameters = Readonly<Record<string, number>>;

/** How one step changes one weight. */
export interface OptimizerRule {
  /** The state that is kept for each weight from step to step. */
  readonly slots: readonly OptimizerSlot[];
  /**
   * Factors, each of which stands for its product over the steps 1, 2, … up to this one. Each product is rounded to a float32, and
   * is 0 once it falls below the smallest normal one.
   */
  readonly products: readonly StepExpression[];
  /** What depends on the step and the hyperparameters alone: computed once a step in doubles, then rounded to float32. */
  readonly scalars: readonly StepExpression[];
  /** The new weight. */
  readonly weight: WeightExpression;
}

/** A number that an optimizer keeps for each weight, such as its momentum. */
export interface OptimizerSlot {
  /** Unique in its rule: `momentum`. */
  readonly name: string;
  /** Its value before the first step: a formula of the hyperparameters. */
  readonly initial: StepExpression;
  /** Its value after a step. */
  readonly next: WeightExpression;
}

/** A formula in float32 of a weight, its gradient, its slots before the step, and the rule's scalars by their index. */
export type WeightExpression = Expression<'weight' | 'gradient' | `slots.${string}` | `scalars.${number}`>;

/** A formula in doubles of the number of the step, counted from 1, of hyperparameters and of the rule's products by their index. */
export type StepExpression = Expression<
  'step' | `hyperparameters.${string}` | `products.${number}`,
  keyof typeof STEP_OPERATORS
>;

/**
 * The operators of a StepExpression: those of any expression, and
 * - pow(base, exponent): a float32 power of a float32 base; the exponent is an integer of 0 or more
 * - fround: rounds to float32
 */
export const STEP_OPERATORS = { ...OPERATORS, pow: 2, fround: 1 } as const;

export type StepOperator = Operator | 'pow' | 'fround';

/** What an optimizer may have beside `applyGradients`, which must compute the same: a rule, which the engine compiles. */
export interface DescribedOptimizer {
  /**
   * Its hyperparameters are the numbers of `getConfig()`. `getWeights()` gives the number of steps, then the slots of the first
   * trainable weight, those of the second, …
   */
  readonly rule: OptimizerRule;
}
