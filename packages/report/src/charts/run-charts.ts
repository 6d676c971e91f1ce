// All charts of a run, by name.
import { checkBoolean, checkNumber, checkOptions } from '@mlp-lab/core';
import type { ChartName } from '../chart-names';
import { checkRun } from '../run/check-run';
import { accuracy } from './accuracy';
import { confusion } from './confusion';
import { curves } from './curves';
import { ensembleSize } from './ensemble-size';
import { firstLayerWeights } from './first-layer-weights';
import { gradientNorms } from './gradient-norms';
import { mistakes } from './mistakes';
import { network } from './network';
import { race } from './race';
import type { RunChart, RunChartOptions } from './run-chart';
import { votes } from './votes';

const drawn: Readonly<Record<ChartName, RunChart>> = {
  accuracy,
  curves,
  confusion,
  mistakes,
  votes,
  'ensemble-size': ensembleSize,
  race,
  'gradient-norms': gradientNorms,
  'first-layer-weights': firstLayerWeights,
  network,
};

const OPTIONS = {
  width: (name: string, value: unknown) => checkNumber(name, value, 1),
  log: checkBoolean,
  thresholds() {}, // checked by the race
};

const checked = ({ draw, ...words }: RunChart): RunChart => ({
  ...words,
  draw: (run, options) => draw(checkRun(run), checkOptions<RunChartOptions>('draw', options, OPTIONS)),
});

/**
 * All charts of a run by name, in the order in which a report shows them.
 *
 * `draw` throws an MlpLabError `bad-data` for anything but a run.
 */
export const runCharts = Object.fromEntries(
  Object.entries(drawn).map(([name, chart]) => [name, checked(chart)]),
) as Readonly<Record<ChartName, RunChart>>;
