// The rules of all optimizers: those of TensorFlow.js are composed, others describe themselves.

import type { Hyperparameters, OptimizerRule } from '@mlp-lab/core/common';
import { checkOptimizerRule, optimizerRule as compose, keepsZeros, tensorFlowOptimizers } from '@mlp-lab/core/formulas';
import type { Optimizer } from '@tensorflow/tfjs-core';
import { reasonNotDescribed } from '../tfjs/described-class';
import { isDescribedOptimizer } from './lower-optimizer';
import { checked, NotLowered } from './program-builder';

export function optimizerRule(optimizer: Optimizer, hyperparameters: Hyperparameters): OptimizerRule {
  const title = `the optimizer ${optimizer.getClassName()} `;
  const rule = isDescribedOptimizer(optimizer)
    ? describedRule(optimizer, hyperparameters, title)
    : compose(tensorFlowOptimizers[optimizer.getClassName()](optimizer.getConfig()));
  if (!keepsZeros(rule))
    // padding in memory consists of weights of 0
    throw new NotLowered(`${title}changes weights of 0 whose gradients were always 0`);
  return rule;
}

function describedRule(
  optimizer: Optimizer & { readonly rule: unknown },
  hyperparameters: Hyperparameters,
  title: string,
): OptimizerRule {
  const reason = reasonNotDescribed(optimizer, 'rule', 'applyGradients');
  if (reason) throw new NotLowered(title + reason);
  return checked(() => checkOptimizerRule(optimizer.rule, Object.keys(hyperparameters)), title);
}
