// The head of a report: what the run was, and its outcome in one sentence.
import { groupedNumber } from '@mlp-lab/core';
import type { Report, Row } from '@mlp-lab/experiment';
import { bestRow, rowName } from '../run/choose-run';
import type { RunData } from '../run/run-data';
import { setNotes } from '../table/report-notes';
import { durationText } from '../time-text';
import { factsList, html, type Markup } from './html';

export interface Summary {
  title: string;
  header: Markup;
}

export function summary({ report, isComplete = true, config }: RunData): Summary {
  const { dataset, rows } = report;
  const title =
    rows.length === 1 ? `${rowName(rows[0])} on ${dataset.name}` : `${rows.length} experiments on ${dataset.name}`;
  return {
    title: `${title} – mlp-lab`,
    header: html`<p class="eyebrow">mlp-lab report</p>
<h1>${title}</h1>
<p class="lead">${outcome(rows, dataset.test)}</p>
${isComplete ? '' : interrupted(rows, config)}
${factsList(factsOf(report))}`,
  };
}

function outcome(rows: readonly Row[], testImages: number): string {
  const best = bestRow(rows.filter(({ runs }) => runs.length > 0));
  const { testAccuracy } = best;
  const share = `${(100 * testAccuracy.mean).toFixed(2)} % of the ${groupedNumber(testImages)} test images`;
  const { n } = testAccuracy;
  const seeds = n > 1 ? `, on average over ${n} seeds` : '';
  return rows.length === 1
    ? `It classified ${share} correctly${seeds}.`
    : `${rowName(best)} did best: it classified ${share} correctly${seeds}.`;
}

function interrupted(rows: readonly Row[], config: RunData['config']): Markup {
  const runs = rows.flatMap((row) => row.runs);
  const stopped = runs.filter(({ plannedEpochs }) => plannedEpochs !== undefined).length;
  const complete = runs.length - stopped;
  const asked = config ? ` of ${config.rows.length * config.seeds.length}` : '';
  return html`<p class="notice">The run was interrupted: this page shows the ${complete}${asked} runs that were completed${stopped > 0 ? ` and ${stopped} half way` : ''}.
Rerun the command to resume.</p>`;
}

function factsOf(report: Report): [string, string][] {
  const { dataset, protocol, rows } = report;
  const set = setNotes(report);
  const runs = rows.flatMap((row) => row.runs);
  const each = (values: (string | number)[]) => [...new Set(values)].join(', ');
  return [
    ['Training images', groupedNumber(dataset.train)],
    ['Test images', groupedNumber(dataset.test)],
    ['Protocol', protocol],
    ['Epochs', each(runs.map(({ epochs }) => epochs))],
    ['Seeds', each(runs.map(({ seed }) => seed))],
    ...(set.length > 0 ? [['Set for all rows', set.join(', ')] as [string, string]] : []),
    ['Backend', each(runs.map(({ backend }) => backend))],
    ['Training time', durationText(runs.reduce((sum, { seconds }) => sum + seconds, 0))],
  ];
}
