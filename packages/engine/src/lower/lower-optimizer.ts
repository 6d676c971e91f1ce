// The optimizer that a model was compiled with → the Program's.
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
import { strangeness, strangenessOfDescribed } from '../tfjs/known-class';
import { NotLowered } from './program-builder';

export function lowerOptimizer(optimizer: Optimizer): ProgramOptimizer {
  const name = optimizer.getClassName();
  const isDescribed = isDescribedOptimizer(optimizer);
  const strange = isDescribed ? strangenessOfDescribed(optimizer, 'rule', 'applyGradients') : strangeness(optimizer);
  if (strange) throw new NotLowered(`the optimizer ${name} ${strange}`);
  const hyperparameters = hyperparametersOf(optimizer);
  const rule = isDescribed
    ? checkedRule(optimizer, hyperparameters)
    : optimizerRule(tensorFlowOptimizers[name](optimizer.getConfig()));
  if (!keepsZeros(rule))
    // rows of memory are padded with weights of 0
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
  const title = `the optimizer ${optimizer.getClassName()}`;
  try {
    return checkOptimizerRule(optimizer.rule, Object.keys(hyperparameters));
  } catch (error) {
    throw new NotLowered(`${title} is not compiled: ${(error as Error).message}`);
  }
}
