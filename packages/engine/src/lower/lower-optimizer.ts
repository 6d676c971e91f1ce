// The optimizer of a model → that of the Program.
import {
  checkOptimizerRule,
  type DescribedOptimizer,
  type Hyperparameters,
  keepsZeros,
  type OptimizerRule,
  optimizerRule,
  tensorFlowOptimizers,
} from '@mlp-lab/core';
import type { Optimizer } from '@tensorflow/tfjs-core';
import type { ProgramOptimizer } from '../program';
import { reasonNotDescribed, reasonNotKnown } from '../tfjs/known-class';
import { checked, NotLowered } from './program-builder';

export function lowerOptimizer(optimizer: Optimizer): ProgramOptimizer {
  const name = optimizer.getClassName();
  const isDescribed = isDescribedOptimizer(optimizer);
  const reason = isDescribed ? reasonNotDescribed(optimizer, 'rule', 'applyGradients') : reasonNotKnown(optimizer);
  if (reason) throw new NotLowered(`the optimizer ${name} ${reason}`);
  const hyperparameters = hyperparametersOf(optimizer);
  const rule = isDescribed
    ? checkedRule(optimizer, hyperparameters)
    : optimizerRule(tensorFlowOptimizers[name](optimizer.getConfig()));
  if (!keepsZeros(rule))
    // padding in memory consists of weights of 0
    throw new NotLowered(`the optimizer ${name} changes weights of 0 whose gradients were always 0`);
  return { name, rule, hyperparameters };
}

/** Optimizers of @mlp-lab/models and of plugins that are composed of transformations. */
export const isDescribedOptimizer = (optimizer: Optimizer): optimizer is Optimizer & DescribedOptimizer =>
  typeof (optimizer as Partial<DescribedOptimizer>).rule === 'object';

/** Its numbers, and its switches as 0 or 1. Read before each slice of training, because a callback may change the learning rate. */
export const hyperparametersOf = (optimizer: Optimizer): Hyperparameters =>
  Object.fromEntries(
    Object.entries(optimizer.getConfig())
      .filter(([, value]) => ['number', 'boolean'].includes(typeof value))
      .map(([name, value]) => [name, Number(value)]),
  );

function checkedRule(optimizer: Optimizer & DescribedOptimizer, hyperparameters: Hyperparameters): OptimizerRule {
  const check = () => checkOptimizerRule(optimizer.rule, Object.keys(hyperparameters));
  return checked(check, `the optimizer ${optimizer.getClassName()} `);
}
