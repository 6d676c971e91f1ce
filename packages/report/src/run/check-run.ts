// The check at the doors of this package that take a run.
import { checkFunction, checkObject } from '@mlp-lab/core';
import { checkReport, checkRunConfig } from '@mlp-lab/experiment';
import type { RunData } from './run-data';

/**
 * Checks what a run says of itself; what its functions return is checked where it is used.
 *
 * @throws MlpLabError `invalid-argument` for anything but a run; `bad-data` for what is not a report or a configuration, with the path
 * of the field.
 */
export function checkRun(run: RunData): RunData {
  const { report, config, chosen, networks, dataset, available, model } = checkObject('run', run) as RunData;
  checkReport(report, 'run.report');
  if (config != null) checkRunConfig(config, 'run.config');
  if (chosen != null) checkReport({ ...report, rows: [{ ...chosen.row, runs: [chosen.run] }] }, 'run.chosen');
  if (networks != null) checkFunction('run.networks.get', networks.get);
  for (const [name, given] of Object.entries({ dataset, available, model }))
    if (given != null) checkFunction(`run.${name}`, given);
  return run;
}
