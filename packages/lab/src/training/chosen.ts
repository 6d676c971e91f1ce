// The run that charts of a single network show.
import type { Report } from '@mlp-lab/experiment';
import { type ChosenRun, chooseRun } from '@mlp-lab/report';

/** A run's value in a list. */
export const runKey = ({ row, run }: ChosenRun) => `${row.variant} ${run.seed}`;

/** All runs of a report, in its order. */
export function runsOf({ rows }: Report): ChosenRun[] {
  return rows.flatMap((row) => row.runs.map((run) => ({ row, run })));
}

/** The run that a person chose, else the best row's first; undefined as long as no run is complete. */
export function choose(report: Report | undefined, wanted: string | undefined): ChosenRun | undefined {
  const runs = report ? runsOf(report) : [];
  if (!report || runs.length === 0) return undefined;
  return runs.find((one) => runKey(one) === wanted) ?? chooseRun(report);
}
