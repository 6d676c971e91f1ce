// The report of a kept run as a page, and its two main charts as SVG files, in the run's folder. Node only.
import { checkObject, MlpLabError } from '@mlp-lab/core';
import { writeDrawings } from '@mlp-lab/experiment/node';
import { renderSvg } from '@mlp-lab/viz';
import { accuracyChart } from '../charts/accuracy';
import { curvesChart } from '../charts/curves';
import { type ReportPageOptions, reportPage } from '../page/report-page';
import { type OpenRunOptions, openRun } from './open-run';

/**
 * Writes report.html, test-accuracy.svg and learning-curves.svg into a run folder.
 *
 * @throws MlpLabError as `openRun`; `io` where the folder can't be written to.
 */
export async function saveReport(dir: string, given: OpenRunOptions & ReportPageOptions): Promise<void> {
  const { data, madeBy, ...options } = checkObject('options', given) as typeof given;
  const run = await openRun(dir, options);
  const files = {
    'test-accuracy.svg': renderSvg(accuracyChart(run.report)),
    'learning-curves.svg': renderSvg(curvesChart(run.report)),
    'report.html': await reportPage(run, { data, madeBy }),
  };
  try {
    await writeDrawings(dir, files);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new MlpLabError('io', `${dir}: expected a folder that can be written to: ${reason}`, { cause });
  }
}
