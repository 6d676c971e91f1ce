// Accuracy and loss of every row over the epochs.
import { curvesChart } from '../print/charts';
import type { RunChart } from './run-chart';

export const curves: RunChart = {
  about: 'accuracy and loss of every row by epoch',
  draw: ({ report }, { log } = {}) => curvesChart(report, log),
};
