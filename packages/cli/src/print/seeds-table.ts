// One ensemble per seed → the results of each seed, and their mean.
import type { Report } from '@mlp-lab/experiment';
import { estimateText } from '@mlp-lab/report';
import { table } from './table';
import { pc } from './terminal';

/** @param report with one row, an ensemble's. */
export function seedsTable({ rows: [row] }: Report): string {
  const lines = row.runs.map(({ seed, members = [], ensemble, testLoss }) => [
    seed,
    mean(members.map(({ testAccuracy }) => testAccuracy)).toFixed(4),
    ensemble?.accuracy.soft.toFixed(4) ?? '',
    ensemble?.accuracy.hard.toFixed(4) ?? '',
    testLoss.toFixed(4),
  ]);
  const [{ ensemble }] = row.runs;
  const means = (vote: 'soft' | 'hard') =>
    ensemble?.voting === vote
      ? estimateText(row.testAccuracy)
      : mean(row.runs.map((run) => run.ensemble?.accuracy[vote] ?? Number.NaN)).toFixed(4);
  const alone = mean(row.runs.flatMap(({ members = [] }) => members.map(({ testAccuracy }) => testAccuracy)));
  const last = [pc.bold('mean'), alone.toFixed(4), means('soft'), means('hard'), estimateText(row.testLoss)];
  const head = ['Seed', "Members' mean", 'Soft vote', 'Hard vote', 'Test loss'];
  return [
    table(head, [...lines, last], { right: [1, 2, 3, 4] }),
    pc.dim("Test accuracies. ± one standard deviation over the seeds; [95 % interval of the mean, by Student's t]."),
  ].join('\n');
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
