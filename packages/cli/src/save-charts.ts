// A report's charts, as SVG files beside it.
import { join } from 'node:path';
import type { Report } from '@mlp-lab/experiment';
import { renderSvg } from '@mlp-lab/viz';
import writeFileAtomic from 'write-file-atomic';
import { accuracyChart, curvesChart } from './print/charts';

export async function saveCharts(dir: string, report: Report): Promise<void> {
  if (report.rows.every(({ runs }) => runs.length === 0)) return;
  const charts = { 'test-accuracy.svg': accuracyChart(report), 'learning-curves.svg': curvesChart(report) };
  await Promise.all(Object.entries(charts).map(([name, chart]) => writeFileAtomic(join(dir, name), renderSvg(chart))));
}
