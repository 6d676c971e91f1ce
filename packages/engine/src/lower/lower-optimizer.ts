// The optimizer of a model → that of the Program.
import type { DescribedOptimizer, Hyperparameters } from '@mlp-lab/core/common';
import type { Optimizer } from '@tensorflow/tfjs-core';
import type { ProgramOptimizer } from '../program';
import { reasonNotKnown } from '../tfjs/known-class';
import { type LoweringRules, NotLowered } from './program-builder';

export function lowerOptimizer(optimizer: Optimizer, rules: LoweringRules): ProgramOptimizer {
  const name = optimizer.getClassName();
  const reason = isDescribedOptimizer(optimizer) ? undefined : reasonNotKnown(optimizer);
  if (reason) throw new NotLowered(`the optimizer ${name} ${reason}`);
  const hyperparameters = hyperparametersOf(optimizer);
  return { name, rule: rules.optimizerRule(optimizer, hyperparameters), hyperparameters };
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
