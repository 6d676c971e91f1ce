// `mlp-lab train VARIANT`: one network, its figures and curves.
import type { Report } from '@mlp-lab/experiment';
import { outcomeText } from '../print/charts';
import { runSummary } from '../print/run-summary';
import { runComparison, type TrainingOptions } from '../run-comparison';
import { variantWord } from '../variant-words';
import { failures } from './failures';

export async function trainCommand(variant: string, options: TrainingOptions & { seed: number }): Promise<void> {
  const { seed, json } = options;
  const report: Report = await runComparison(
    { variants: [variantWord(variant)], seeds: [seed], jobs: 1 },
    options,
    () => {},
  );
  if (json) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else if (report.rows[0].runs.length > 0) {
    process.stdout.write(`${runSummary(report)}\n\n${outcomeText(report)}\n`);
  }
  failures(report);
}
