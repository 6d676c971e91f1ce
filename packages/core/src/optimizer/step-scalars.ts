// The numbers of any rule that change from step to step.
import { doubles } from '../expression/evaluate-expression';
import type { Hyperparameters, OptimizerRule, OptimizerSlot } from './optimizer-rule';
import { type StepScalars, stepEvaluator } from './step-evaluator';

const evaluator = stepEvaluator(doubles);

/** A function for all steps of a rule, which remembers the products of earlier steps. */
export const stepScalars = (rule: OptimizerRule): StepScalars => evaluator.stepScalars(rule);

/** The value of a slot before the first step. */
export const initialSlot = (slot: OptimizerSlot, hyperparameters: Hyperparameters): number =>
  evaluator.initialSlot(slot, hyperparameters);
