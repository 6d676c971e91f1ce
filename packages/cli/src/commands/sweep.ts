// `mlp-lab sweep`: one variant under every combination of some settings, its table and curves.
import { type Grid, gridVariants } from '@mlp-lab/experiment';
import { printComparison } from '../print-comparison';
import { checkSettings, type TrainingOptions } from '../run-comparison';
import { namedVariant } from '../variant-words';

interface SweepCommandOptions extends Omit<TrainingOptions, 'set'> {
  set: Grid;
  variant: string;
  seeds: number[];
  jobs: number;
}

export async function sweepCommand(options: SweepCommandOptions): Promise<void> {
  const { set, variant, seeds, jobs } = options;
  checkSettings(options);
  const variants = gridVariants(namedVariant(await options.setup.registry(), variant), set);
  await printComparison({ variants, baseline: variants[0], seeds, jobs }, { ...options, set: undefined });
}
