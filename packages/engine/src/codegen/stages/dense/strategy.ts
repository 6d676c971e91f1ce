// The strategies of a dense layer: over full rows, over lists of their nonzero numbers, or over the sparse rows of the samples.
import type { RowBlock } from '../../../memory/layout';
import type { DenseLayer } from '../../../program';
import type { ActivationRule } from '../../activation-rule';
import type { FunctionBuilder } from '../../assembler/function';
import type { Int } from '../../assembler/scalar';
import type { Own } from '../../team';
import type { Batch, Context, Stage } from '../stage';

export interface DenseParts {
  readonly layer: DenseLayer;
  /** The stage that computes x; none if x is the samples' sparse rows. */
  readonly before?: Stage;
  readonly activation?: ActivationRule;
  /** Whether x, and the gradient of the output, have many zeros. */
  readonly oftenZero: { readonly input: boolean; readonly gradient: boolean };
  readonly output: RowBlock;
  readonly gradient: RowBlock;
}

export interface DenseStrategy extends Pick<Stage, 'train' | 'infer' | 'prepare'> {
  /** Builds the code that writes dW = xᵀ g to the kernel's sink: [in, n] × [n, out] → [in, out]. `totals` is the row Σ_s g[s]. */
  kernelGradient(): (f: FunctionBuilder, batch: Batch, totals: Own) => void;
  /** Clears what `train` does not overwrite; at the start of a training step, on one thread. */
  readonly clear?: (f: FunctionBuilder, count: Int) => void;
  /** Whether `kernelGradient` reads `totals`. */
  readonly needsTotals: boolean;
}

export const biasAddress = ({ parameters }: Context, { layer }: DenseParts): number | undefined =>
  layer.bias === undefined ? undefined : parameters[layer.bias].address;
