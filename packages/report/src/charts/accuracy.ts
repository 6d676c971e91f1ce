// Test accuracy of every row.
import { checkReport, type Report } from '@mlp-lab/experiment';
import { type Chart, type ChartOptions, summaryBars } from '@mlp-lab/viz';
import { rowAccuracies } from './row-data';
import type { RunChart } from './run-chart';

export const accuracy: RunChart = {
  title: 'Test accuracy',
  about: 'test accuracy of every row, with the published one',
  draw: ({ report }, { width } = {}) => accuracyChart(report, { width }),
};

/**
 * One bar per row of the report; a row that failed is marked as failed.
 *
 * @throws MlpLabError `bad-data` for anything but a report.
 */
export function accuracyChart(report: Report, options?: ChartOptions): Chart {
  checkReport(report);
  return summaryBars(rowAccuracies(report.rows), { title: accuracy.title, ...options });
}
