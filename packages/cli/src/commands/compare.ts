// `mlp-lab compare`: variants side by side, their table and curves.
import type { CompareOptions, Report } from '@mlp-lab/experiment';
import { notebookRows } from '@mlp-lab/models';
import { outcomeText } from '../print/charts';
import { summaryTable } from '../print/summary-table';
import { runComparison, type TrainingOptions } from '../run-comparison';
import { failures } from './failures';

interface CompareCommandOptions extends TrainingOptions {
  seeds: number[];
  protocol: NonNullable<CompareOptions['protocol']>;
  jobs: number;
}

export async function compareCommand(variants: string[], options: CompareCommandOptions): Promise<void> {
  const { seeds, protocol, jobs, json } = options;
  const asked = { variants: variants.length > 0 ? variants : notebookRows, seeds, protocol, jobs };
  const print = (report: Report) => process.stdout.write(`${summaryTable(report)}\n`);
  const report = await runComparison(asked, options, (complete) => {
    if (complete && !json) print(complete);
  });
  if (json) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    print(report);
    process.stdout.write(`\n${outcomeText(report)}\n`);
  }
  failures(report);
}
