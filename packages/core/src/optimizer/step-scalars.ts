// The numbers of a rule that change from step to step and not from weight to weight, in doubles, to the same bits everywhere.
import { doubles } from '../expression/evaluate-expression';
import { LEAST_FLOAT } from '../expression/float-range';
import { type Interpretation, interpreter } from '../expression/interpret';
import { power } from '../maths/power';
import type { Hyperparameters, OptimizerRule, OptimizerSlot, StepExpression, StepOperator } from './optimizer-rule';

/** The scalars of a step, in the order of the rule, before they are rounded to float32. Steps are counted from 1. */
export type StepScalars = (hyperparameters: Hyperparameters, step: number) => number[];

/** A function for all steps of a rule, which remembers the products of earlier steps. */
export function stepScalars({ scalars, products }: OptimizerRule): StepScalars {
  const evaluate = scalars.map(compiled);
  const productsAt = products.map((factor) => cumulativeProduct(compiled(factor)));
  return (hyperparameters, step) => {
    const at = { hyperparameters, step, products: productsAt.map((productAt) => productAt(hyperparameters, step)) };
    return evaluate.map((scalar) => scalar(at));
  };
}

/** The value of a slot before the first step. */
export const initialSlot = ({ initial }: OptimizerSlot, hyperparameters: Hyperparameters): number =>
  compiled(initial)({ hyperparameters, step: 0, products: [] });

interface Moment {
  readonly hyperparameters: Hyperparameters;
  readonly step: number;
  readonly products: readonly number[];
}

type Evaluate = (at: Moment) => number;

/** Functions, because a rule's scalars are evaluated at every step. */
function compiled(expression: StepExpression): Evaluate {
  return interpreter<Evaluate, string, StepOperator>(variable, functions)(expression);
}

function variable(name: string): Evaluate {
  if (name === 'step') return ({ step }) => step;
  const key = name.slice(name.indexOf('.') + 1);
  return name.startsWith('products.')
    ? ({ products }) => products[Number(key)]
    : ({ hyperparameters }) => hyperparameters[key];
}

const { constant: _, ...operators } = { ...doubles, pow: power, fround: Math.fround };
const functions = {
  constant: (value: number) => () => value,
  ...Object.fromEntries(Object.entries(operators).map(([name, operator]) => [name, applied(operator)])),
} as unknown as Interpretation<Evaluate, StepOperator>;

function applied(operator: (...operands: number[]) => number): (...operands: Evaluate[]) => Evaluate {
  return (a, b, ...others) => {
    if (b === undefined) return (at) => operator(a(at));
    if (others.length === 0) return (at) => operator(a(at), b(at));
    return (at) => operator(a(at), b(at), ...others.map((operand) => operand(at)));
  };
}

/** The product of the factors of the steps 1 to `step`, in float32; those of earlier steps are remembered until a hyperparameter changes. */
function cumulativeProduct(factor: Evaluate) {
  let known: number[] = [];
  let knownFor = '';
  return (hyperparameters: Hyperparameters, step: number): number => {
    const key = Object.values(hyperparameters).join();
    if (key !== knownFor) known = [1];
    knownFor = key;
    while (known.length <= step && known[known.length - 1] >= LEAST_FLOAT)
      known.push(Math.fround(known[known.length - 1] * factor({ hyperparameters, step: known.length, products: [] })));
    return known[step] ?? 0;
  };
}
