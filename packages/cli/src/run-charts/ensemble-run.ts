// The run that charts of members are of.
import { MlpLabError } from '@mlp-lab/core';
import { best, type ChosenRun, type OpenedRun } from '../open-run';

/**
 * The chosen run, if it has members, else the first run of the best ensemble.
 *
 * @throws MlpLabError `unavailable` where the run has no ensemble.
 */
export function ensembleRun({ chosen, report }: OpenedRun): ChosenRun {
  if (chosen.run.members) return chosen;
  const ensembles = report.rows.filter(({ runs }) => runs[0]?.members);
  if (ensembles.length === 0) throw new MlpLabError('unavailable', 'the run has no ensemble');
  const row = best(ensembles);
  return { row, run: row.runs[0] };
}
