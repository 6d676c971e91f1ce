// The numbers of any rule that change from step to step.
import { doubles } from '../expression/evaluate-expression';
import { LEAST_FLOAT } from '../expression/float-range';
import type { Hyperparameters, OptimizerRule, OptimizerSlot } from './optimizer-rule';
import { type Evaluate, type ProductAt, type StepScalars, stepEvaluator } from './step-evaluator';

const evaluator = stepEvaluator(doubles, cumulativeProduct);

/** A function for all steps of a rule, which remembers the products of earlier steps. */
export const stepScalars = (rule: OptimizerRule): StepScalars => evaluator.stepScalars(rule);

/** The value of a slot before the first step. */
export const initialSlot = (slot: OptimizerSlot, hyperparameters: Hyperparameters): number =>
  evaluator.initialSlot(slot, hyperparameters);

/** The product of the factors of the steps 1 to `step`, in float32; those of earlier steps are remembered until a hyperparameter changes. */
function cumulativeProduct(factor: Evaluate): ProductAt {
  let known: number[] = [];
  let knownFor = '';
  return (hyperparameters, step) => {
    const key = Object.values(hyperparameters).join();
    if (key !== knownFor) known = [1];
    knownFor = key;
    while (known.length <= step && known[known.length - 1] >= LEAST_FLOAT)
      known.push(Math.fround(known[known.length - 1] * factor({ hyperparameters, step: known.length, products: [] })));
    return known[step] ?? 0;
  };
}
