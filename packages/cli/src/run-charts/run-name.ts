// How a chart of one run calls it.
import type { ChosenRun } from '../open-run';

/** Its row's title, and its seed where the row has several. */
export function runName({ row, run }: ChosenRun): string {
  return row.runs.length > 1 ? `${row.title}, seed ${run.seed}` : row.title;
}
