// What the networks reached → files, as `mlp-lab --out` writes them. Fetched when the first one is asked for: charts and tables are large.
import { historyCsv, reportJson, runConfig } from '@mlp-lab/experiment';
import type { Registry } from '@mlp-lab/models';
import { curvesChart, reportPage } from '@mlp-lab/report';
import { renderSvg } from '@mlp-lab/viz';
import type { LabView } from '../session/lab-view';
import { reportNow, runDataOf } from '../training/report-now';
import { pngOf } from './download';

export type ResultFile = 'report.html' | 'report.json' | 'config.json' | 'history.csv' | 'curves.svg' | 'curves.png';

/** Of a view in which a network was tested. */
export async function resultFile(
  name: ResultFile,
  view: LabView,
  registry: Registry,
): Promise<{ content: BlobPart; type: string }> {
  const { settings, networks, dataset } = view;
  const made = reportNow(settings, networks, registry, dataset!)!;
  const curves = () => renderSvg(curvesChart(made.report, { width: 960 }), { theme: 'light' });
  switch (name) {
    case 'report.html':
      return { content: await reportPage(runDataOf(view, registry, made)), type: 'text/html' };
    case 'report.json':
      return { content: reportJson(made.report), type: 'application/json' };
    case 'config.json':
      return { content: `${JSON.stringify(runConfig(made.plan), null, 2)}\n`, type: 'application/json' };
    case 'history.csv':
      return { content: historyCsv(made.report), type: 'text/csv' };
    case 'curves.svg':
      return { content: curves(), type: 'image/svg+xml' };
    case 'curves.png':
      return { content: await pngOf(curves()), type: 'image/png' };
  }
}
