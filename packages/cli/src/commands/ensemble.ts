// `mlp-lab ensemble`: a pool of networks that vote, member by member, vote by vote and size by size.
import { join } from 'node:path';
import type { Weights } from '@mlp-lab/experiment';
import type { Variant } from '@mlp-lab/models';
import { ensembleCharts } from '@mlp-lab/report';
import { renderSvg } from '@mlp-lab/viz';
import writeFileAtomic from 'write-file-atomic';
import { chartText } from '../print/charts';
import { type EnsembleRun, ensembleTables } from '../print/ensemble-tables';
import { seedsTable } from '../print/seeds-table';
import { runComparison, type TrainingOptions } from '../run-comparison';
import { namedVariant } from '../variant-words';
import { failures } from './failures';

interface EnsembleCommandOptions extends TrainingOptions {
  members: number;
  variant: string;
  voting: 'soft' | 'hard';
  weights?: Weights;
  seed: number;
  seeds?: number[];
  jobs: number;
}

export async function ensembleCommand(options: EnsembleCommandOptions): Promise<void> {
  const { members, voting, weights, seed, seeds = [seed], jobs, json, out } = options;
  const variant = namedVariant(await options.setup.registry(), options.variant);
  const pool: Variant = { ...variant, published: undefined, ensemble: { members, voting } };
  const report = await runComparison({ variants: [pool], seeds, jobs, weights }, options, () => {});
  const run = report.rows[0].runs[0] as EnsembleRun | undefined;
  if (run) {
    const charts = Object.entries(ensembleCharts(run.ensemble));
    if (out !== undefined)
      for (const [name, chart] of charts) await writeFileAtomic(join(out, `${name}.svg`), renderSvg(chart));
    const tables = [...(seeds.length > 1 ? [seedsTable(report)] : []), ensembleTables(report, run)];
    if (!json) process.stdout.write(`${[...tables, ...charts.map(([, chart]) => chartText(chart))].join('\n\n')}\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  failures(report);
}
