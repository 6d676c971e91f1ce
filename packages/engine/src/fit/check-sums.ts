import { invalidArgument } from '@mlp-lab/core/common';
import type { Sums } from '../slice';

/** @throws MlpLabError `invalid-argument` for sums that are not over whole batches of an epoch of `rows` rows. */
export function checkSums(initialSums: Sums, rows: number, batchSize: number): void {
  const { count, loss, metrics } = initialSums;
  const areWhole = count >= 0 && count < rows && count % batchSize === 0;
  if (!areWhole || ![loss].concat(metrics).every(Number.isFinite))
    throw invalidArgument('initialSums', 'sums of whole batches, as onYield gives them', initialSums);
}
