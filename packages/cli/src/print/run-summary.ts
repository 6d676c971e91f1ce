// One run → its results, one per line.
import type { Report } from '@mlp-lab/experiment';
import { setNotes } from '@mlp-lab/report';
import { table } from './table';
import { pc } from './terminal';

/** @param report with one row and one run. */
export function runSummary(report: Report): string {
  const [{ title, variant, changes, published, runs }] = report.rows;
  const [run] = runs;
  const set = setNotes(report);
  const { notes = [] } = report.dataset;
  const figures: [string, string][] = [
    ['Test accuracy', run.testAccuracy.toFixed(4)],
    ['Test loss', run.testLoss.toFixed(4)],
    ...(published === null ? [] : [['Published accuracy', `${published.toFixed(4)} (100 epochs)`] as [string, string]]),
    [
      'Trained on',
      `${run.trainedOn} images, ${run.epochs} ${run.epochs === 1 ? 'epoch' : 'epochs'}, batch size ${run.batchSize}, seed ${run.seed}`,
    ],
    ...(run.continuedAfter
      ? [['Trained on from', `a run of ${run.continuedAfter.join(' and ')} epochs`] as [string, string]]
      : []),
    ...(set.length > 0 ? [['Set', set.join(', ')] as [string, string]] : []),
    ['Time', `${run.seconds.toFixed(1)} s on the ${run.backend} backend`],
  ];
  return [
    `${pc.bold(title)} (${variant})${changes.length > 0 ? `: ${changes.join(', ')}` : ''}`,
    '',
    table(['', ''], figures).trimStart(),
    ...(notes.length > 0 ? ['', ...notes.map((note) => pc.dim(note))] : []),
  ].join('\n');
}
