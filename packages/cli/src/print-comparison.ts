// What `compare` and `sweep` do: run a comparison and print its table and curves, or its JSON.
import type { Report } from '@mlp-lab/experiment';
import { failures } from './commands/failures';
import { outcomeText } from './print/charts';
import { summaryTable } from './print/summary-table';
import { type Asked, runComparison, type TrainingOptions } from './run-comparison';

/** @throws MlpLabError `diverged` after printing, where a run failed. */
export async function printComparison(asked: Asked, options: TrainingOptions): Promise<void> {
  const { json } = options;
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
