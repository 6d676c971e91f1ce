// Accuracy and loss of every row over the epochs.
import { checkReport, type Report } from '@mlp-lab/experiment';
import { type Chart, type LearningCurvesOptions, learningCurves } from '@mlp-lab/viz';
import { rowCurves } from './row-data';
import type { RunChart } from './run-chart';

export const curves: RunChart = {
  title: 'Learning curves',
  about: 'accuracy and loss of every row by epoch',
  draw: ({ report }, { log, width } = {}) => curvesChart(report, { logScale: log, width }),
};

/**
 * Accuracy and loss by epoch, one curve per row of the report: the mean of its seeds.
 *
 * @throws MlpLabError `bad-data` for anything but a report.
 */
export function curvesChart(report: Report, options?: LearningCurvesOptions): Chart {
  checkReport(report);
  const { rows } = report;
  const failed = rows.filter(({ runs }) => runs.length === 0).map(({ variant }) => variant);
  return learningCurves(rowCurves(rows), { failed, ...options });
}
