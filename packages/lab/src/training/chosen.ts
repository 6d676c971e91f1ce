// The run that is looked at closely.
import type { Report, Row, Run } from '@mlp-lab/experiment';
import { bestRow } from '@mlp-lab/report';

/** One run of a row. */
export interface Chosen {
  row: Row;
  run: Run;
}

/** The name of a run in a list. */
export const runKey = ({ row, run }: Chosen) => `${row.variant} ${run.seed}`;

/** All runs of a report, in its order. */
export function runsOf({ rows }: Report): Chosen[] {
  return rows.flatMap((row) => row.runs.map((run) => ({ row, run })));
}

/** The run that was asked for, else the best row's first. */
export function choose(report: Report | undefined, wanted: string | undefined): Chosen | undefined {
  const all = report ? runsOf(report) : [];
  if (all.length === 0) return undefined;
  const row = bestRow(all.map((one) => one.row));
  return all.find((one) => runKey(one) === wanted) ?? { row, run: row.runs[0] };
}
