// The histories so far → the curves of the rows, as the chart takes them.
import { measuredHistory, type RowCurves } from '@mlp-lab/report';
import type { RunState } from './run-state';

/** One curve per variant, over its seeds and an ensemble's members; variants that have not completed an epoch are left out. */
export function liveCurves(tasks: RunState['tasks'], histories: RunState['histories']): RowCurves[] {
  const rows = new Map<string, RowCurves>();
  for (const { id, variant } of tasks) {
    const history = histories.get(id);
    if (!history) continue;
    const row = rows.get(variant) ?? { name: variant, histories: [] };
    row.histories.push(measuredHistory(history));
    rows.set(variant, row);
  }
  return [...rows.values()];
}
