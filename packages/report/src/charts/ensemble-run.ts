// The run that charts of an ensemble's members show.
import { MlpLabError } from '@mlp-lab/core';
import type { EnsembleResult } from '@mlp-lab/experiment';
import { bestRow, chosenRun, runName } from '../run/choose-run';
import type { RunData } from '../run/run-data';

/**
 * The chosen run if it is an ensemble's, else the first run of the best ensemble.
 *
 * @throws MlpLabError `unavailable` where the report has no ensemble.
 */
export function ensembleRun(data: RunData): { name: string; ensemble: EnsembleResult } {
  const chosen = chosenRun(data);
  if (chosen.run.ensemble) return { name: runName(chosen), ensemble: chosen.run.ensemble };
  const ensembles = data.report.rows.filter(({ runs }) => runs[0]?.ensemble);
  if (ensembles.length === 0) throw new MlpLabError('unavailable', 'the run has no ensemble');
  const row = bestRow(ensembles);
  const [run] = row.runs;
  return { name: runName({ row, run }), ensemble: run.ensemble! };
}
