// `train`: one network, its results and curves.
import type { Variant } from '@mlp-lab/models';
import type { TrainingOptions } from '../options/shared-options';
import { outcomeText } from '../print/charts';
import { printJson } from '../print/print-json';
import { runSummary } from '../print/run-summary';
import { print } from '../print/terminal';
import { type Comparison, runComparison } from './run-comparison';
import { throwFailures } from './throw-failures';

/** @throws MlpLabError as `runComparison`; `diverged` if the network failed. */
export async function printRun(
  variant: Variant,
  seed: number,
  options: TrainingOptions,
  continued: Pick<Comparison, 'start' | 'checkData'> = {},
): Promise<void> {
  const report = await runComparison({ variants: [variant], seeds: [seed], jobs: 1, ...continued }, options, () => {});
  if (options.json) {
    printJson(report);
  } else if (report.rows[0].runs.length > 0) {
    print(`${runSummary(report)}\n\n${outcomeText(report)}\n`);
  }
  throwFailures(report);
}
