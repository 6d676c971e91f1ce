// `mlp-lab sweep`: one variant under every combination of some settings, its table and curves.
import { MlpLabError } from '@mlp-lab/core';
import { type Grid, gridVariants } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import { printComparison } from '../print-comparison';
import type { TrainingOptions } from '../run-comparison';

interface SweepCommandOptions extends TrainingOptions {
  set: Grid;
  variant: string;
  seeds: number[];
  jobs: number;
}

export async function sweepCommand(options: SweepCommandOptions): Promise<void> {
  const { set, variant, seeds, jobs } = options;
  for (const field of ['epochs', 'batchSize', 'scale'] as const)
    if (options[field] !== undefined && field in set)
      throw new MlpLabError(
        'invalid-argument',
        `${field}: expected --set ${field} or the option for all, received both`,
      );
  const variants = gridVariants(createRegistry([notebook()]).get(variant), set);
  await printComparison({ variants, baseline: variants[0], seeds, jobs }, options);
}
