// A report as a page, and its charts as SVG files, beside it.
import { join } from 'node:path';
import type { Report } from '@mlp-lab/experiment';
import { renderSvg } from '@mlp-lab/viz';
import writeFileAtomic from 'write-file-atomic';
import { type OpenRunOptions, openRun } from './open-run';
import { accuracyChart, curvesChart } from './print/charts';
import { reportPage } from './report/report-page';

export async function saveCharts(
  dir: string,
  report: Report,
  options: Pick<OpenRunOptions, 'data' | 'registry'>,
): Promise<void> {
  if (report.rows.every(({ runs }) => runs.length === 0)) return;
  const files = {
    'test-accuracy.svg': renderSvg(accuracyChart(report)),
    'learning-curves.svg': renderSvg(curvesChart(report)),
    'report.html': await reportPage(await openRun(dir, options), options.data),
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFileAtomic(join(dir, name), text)));
}
