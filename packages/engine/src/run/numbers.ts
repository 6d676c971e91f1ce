// What JavaScript computes for a module: the scalars of the optimizer's steps, and normal numbers for Gaussian noise.
import { type OptimizerRule, type StepEvaluator, stepEvaluator } from '@mlp-lab/core/common';
import type { Imports } from '../codegen/module-interface';
import type { Program } from '../program';

export interface Numbers extends StepEvaluator {
  /** What the module of these layers imports. */
  normals?(layers: Program['layers'], memory: WebAssembly.Memory): Imports['normals'];
}

/** For optimizers whose scalars are arithmetic, and layers without Gaussian noise. */
export const commonNumbers: Numbers = stepEvaluator();

/** Whether a program needs `allNumbers`. */
export const needsAllNumbers = ({ layers, optimizer }: Pick<Program, 'layers' | 'optimizer'>): boolean =>
  hasGaussianNoise(layers) || optimizer.rule.products.length > 0 || callsFunctions(optimizer.rule);

export const hasGaussianNoise = (layers: Program['layers']): boolean =>
  layers.some(({ kind }) => kind === 'gaussianNoise' || kind === 'gaussianDropout');

const CALL = /"operator":"(exp|log|tanh|s(igmoid|oftplus)|erf)/;

/** Whether a rule's formulas are more than arithmetic. */
export const callsFunctions = (rule: OptimizerRule): boolean => CALL.test(JSON.stringify(rule));
