// `ensemble`: networks that vote, member by member, vote by vote and size by size.
import { join } from 'node:path';
import type { Variant } from '@mlp-lab/models';
import { ensembleCharts } from '@mlp-lab/report';
import { renderSvg } from '@mlp-lab/viz';
import type { TrainingOptions } from '../options/shared-options';
import { chartText } from '../print/charts';
import { type EnsembleRun, ensembleTables } from '../print/ensemble-tables';
import { printJson } from '../print/print-json';
import { seedsTable } from '../print/seeds-table';
import { print } from '../print/terminal';
import { writeFile } from '../print/write-file';
import { type Comparison, runComparison } from './run-comparison';
import { throwFailures } from './throw-failures';

/**
 * @throws MlpLabError as `runComparison`; `diverged` after printing, if a run failed.
 */
export async function printEnsemble(
  ensemble: Variant,
  comparison: Pick<Comparison, 'seeds' | 'jobs' | 'weights'>,
  options: TrainingOptions,
): Promise<void> {
  const { json, out } = options;
  const report = await runComparison({ variants: [ensemble], ...comparison }, options, () => {});
  const run = report.rows[0].runs[0] as EnsembleRun | undefined;
  if (run) {
    const charts = Object.entries(ensembleCharts(run.ensemble, report.dataset));
    if (out !== undefined)
      for (const [name, chart] of charts) await writeFile(join(out, `${name}.svg`), renderSvg(chart));
    const tables = [...(report.rows[0].runs.length > 1 ? [seedsTable(report)] : []), ensembleTables(report, run)];
    if (!json) print(`${[...tables, ...charts.map(([, chart]) => chartText(chart))].join('\n\n')}\n`);
  }
  if (json) printJson(report);
  throwFailures(report);
}
