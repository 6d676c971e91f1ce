// `mlp-lab compare`: variants side by side, their table and curves.
import type { CompareOptions } from '@mlp-lab/experiment';
import { notebookRows } from '@mlp-lab/models';
import { printComparison } from '../print-comparison';
import type { TrainingOptions } from '../run-comparison';
import { variantWord } from '../variant-words';

interface CompareCommandOptions extends TrainingOptions {
  seeds: number[];
  protocol: NonNullable<CompareOptions['protocol']>;
  jobs: number;
}

export async function compareCommand(variants: string[], options: CompareCommandOptions): Promise<void> {
  const { seeds, protocol, jobs } = options;
  await printComparison(
    { variants: variants.length > 0 ? variants.map(variantWord) : notebookRows, seeds, protocol, jobs },
    options,
  );
}
