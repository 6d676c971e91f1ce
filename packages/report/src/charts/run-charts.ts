// All charts of a run, by name.
import type { ChartName } from '../chart-names';
import { accuracy } from './accuracy';
import { confusion } from './confusion';
import { curves } from './curves';
import { ensembleSize } from './ensemble-size';
import { firstLayerWeights } from './first-layer-weights';
import { gradientNorms } from './gradient-norms';
import { mistakes } from './mistakes';
import { network } from './network';
import { race } from './race';
import type { RunChart } from './run-chart';
import { votes } from './votes';

/** All charts of a run by name, in the order in which a report shows them. */
export const runCharts: Readonly<Record<ChartName, RunChart>> = {
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
