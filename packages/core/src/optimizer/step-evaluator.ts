// The numbers of a rule that change from step to step and not from weight to weight, in doubles, to the same bits everywhere.
import { arithmeticOfDoubles } from '../expression/arithmetic-of-doubles';
import { type Interpretation, interpreter } from '../expression/interpret';
import { power } from '../maths/power';
import type { Hyperparameters, OptimizerRule, OptimizerSlot, StepExpression, StepOperator } from './optimizer-rule';

/** The scalars of a step, in the order of the rule, before they are rounded to float32. Steps are counted from 1. */
export type StepScalars = (hyperparameters: Hyperparameters, step: number) => number[];

/** Evaluates the parts of a rule that are no formulas of a weight. */
export interface StepEvaluator {
  /** A function for all steps of a rule, which remembers the products of earlier steps. */
  stepScalars(rule: OptimizerRule): StepScalars;
  /** The value of a slot before the first step. */
  initialSlot(slot: OptimizerSlot, hyperparameters: Hyperparameters): number;
}

/** An evaluator of rules whose formulas have these operators: by default, arithmetic, which suffices for most.
 *
 * @param productOf the product of a factor over the steps up to a step, for rules that have any.
 */
export function stepEvaluator(
  doubles: Partial<Interpretation<number>> & Pick<Interpretation<number>, 'constant'> = arithmeticOfDoubles,
  productOf?: (factor: Evaluate) => ProductAt,
): StepEvaluator {
  const { constant: _, ...operators } = { ...doubles, pow: power, fround: Math.fround };
  const functions = {
    constant: (value: number) => () => value,
    ...Object.fromEntries(Object.entries(operators).map(([name, operator]) => [name, applied(operator)])),
  } as unknown as Interpretation<Evaluate, StepOperator>;

  /** Functions, because a rule's scalars are evaluated at every step. */
  const compiled = (expression: StepExpression): Evaluate =>
    interpreter<Evaluate, string, StepOperator>(variable, functions)(expression);

  return {
    stepScalars({ scalars, products }) {
      const evaluate = scalars.map(compiled);
      const productsAt = products.map((factor) => productOf!(compiled(factor)));
      return (hyperparameters, step) => {
        const at = { hyperparameters, step, products: productsAt.map((productAt) => productAt(hyperparameters, step)) };
        return evaluate.map((scalar) => scalar(at));
      };
    },
    initialSlot: ({ initial }, hyperparameters) => compiled(initial)({ hyperparameters, step: 0, products: [] }),
  };
}

/** What a formula is evaluated at. */
export interface Moment {
  readonly hyperparameters: Hyperparameters;
  readonly step: number;
  readonly products: readonly number[];
}

/** Evaluates a formula at a step. */
export type Evaluate = (at: Moment) => number;

/** A product over the steps up to this one. */
export type ProductAt = (hyperparameters: Hyperparameters, step: number) => number;

function variable(name: string): Evaluate {
  if (name === 'step') return ({ step }) => step;
  const key = name.slice(name.indexOf('.') + 1);
  return name.startsWith('products.')
    ? ({ products }) => products[Number(key)]
    : ({ hyperparameters }) => hyperparameters[key];
}

function applied(operator: (...operands: number[]) => number): (...operands: Evaluate[]) => Evaluate {
  return (a, b, ...others) => {
    if (b === undefined) return (at) => operator(a(at));
    if (others.length === 0) return (at) => operator(a(at), b(at));
    return (at) => operator(a(at), b(at), ...others.map((operand) => operand(at)));
  };
}
