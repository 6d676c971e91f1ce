// The charts that `plot` and `report` can draw of a run.
import { accuracy } from './accuracy';
import { confusion } from './confusion';
import { curves } from './curves';
import { ensembleSize } from './ensemble-size';
import { firstLayerWeights } from './first-layer-weights';
import { gradientNorms } from './gradient-norms';
import { mistakes } from './mistakes';
import type { RunChartName } from './names';
import { network } from './network';
import { race } from './race';
import type { RunChart } from './run-chart';
import { votes } from './votes';

export const runCharts: Readonly<Record<RunChartName, RunChart>> = {
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
