// How a dense layer goes over its input: full rows, lists of what is not zero in them, or the sparse rows of the data set.

import type { RowBlock } from '../../../memory/layout';
import type { DenseLayer } from '../../../program';
import type { ActivationRule } from '../../activation-rule';
import type { FunctionBuilder } from '../../assembler/function';
import type { Int } from '../../assembler/scalar';
import type { GradientSink } from '../../gradient-sinks';
import type { Context, Stage } from '../stage';

export interface DenseParts {
  readonly layer: DenseLayer;
  /** Where x comes from; none where x are the sparse rows of the data set. */
  readonly before?: Stage;
  readonly activation?: ActivationRule;
  /** Whether much of x, and of the gradient of the output, is zero. */
  readonly oftenZero: { readonly input: boolean; readonly gradient: boolean };
  readonly output: RowBlock;
  readonly gradient: RowBlock;
}

export interface DenseStrategy extends Pick<Stage, 'train' | 'infer' | 'prepare'> {
  /** Gives what delivers dW = xᵀ g: [in, n] × [n, out] → [in, out]; `totals` is the address of Σ_s g[s], a row. */
  kernelGradient(): (f: FunctionBuilder, count: Int, sink: GradientSink, totals: number) => void;
  /** Whether `kernelGradient` reads `totals`. */
  readonly needsTotals: boolean;
}

export const biasAddress = ({ parameters }: Context, { layer }: DenseParts): number | undefined =>
  layer.bias === undefined ? undefined : parameters[layer.bias].address;
