// The run that charts of members are of.
import { MlpLabError } from '@mlp-lab/core';
import { bestRow, type EnsembleResult } from '@mlp-lab/experiment';
import type { OpenedRun } from '../open-run';
import { runName } from './run-name';

/**
 * The chosen run, if it is an ensemble's, else the first run of the best ensemble.
 *
 * @throws MlpLabError `unavailable` where the run has no ensemble.
 */
export function ensembleRun({ chosen, report }: OpenedRun): { name: string; ensemble: EnsembleResult } {
  if (chosen.run.ensemble) return { name: runName(chosen), ensemble: chosen.run.ensemble };
  const ensembles = report.rows.filter(({ runs }) => runs[0]?.ensemble);
  if (ensembles.length === 0) throw new MlpLabError('unavailable', 'the run has no ensemble');
  const row = bestRow(ensembles);
  const [run] = row.runs;
  return { name: runName({ row, run }), ensemble: run.ensemble! };
}
