// Test accuracy of every row.
import { accuracyChart } from '../print/charts';
import type { RunChart } from './run-chart';

export const accuracy: RunChart = {
  about: 'test accuracy of every row, with the published one',
  draw: ({ report }) => accuracyChart(report),
};
