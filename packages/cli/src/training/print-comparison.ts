// `compare` and `sweep`: run a comparison, print its table and its curves, or its JSON.
import type { Report } from '@mlp-lab/experiment';
import type { TrainingOptions } from '../options/shared-options';
import { outcomeText } from '../print/charts';
import { printJson } from '../print/print-json';
import { summaryTable } from '../print/summary-table';
import { print } from '../print/terminal';
import { type Comparison, runComparison } from './run-comparison';
import { throwFailures } from './throw-failures';

/** @throws MlpLabError as `runComparison`; `diverged` after printing, if a run failed. */
export async function printComparison(comparison: Comparison, options: TrainingOptions): Promise<void> {
  const { json } = options;
  const printTable = (report: Report) => print(`${summaryTable(report)}\n`);
  const report = await runComparison(comparison, options, (complete) => {
    if (complete && !json) printTable(complete);
  });
  if (json) {
    printJson(report);
  } else {
    printTable(report);
    print(`\n${outcomeText(report)}\n`);
  }
  throwFailures(report);
}
