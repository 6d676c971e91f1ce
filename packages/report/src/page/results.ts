// The results table of a report as HTML, with its notes.
import type { Report } from '@mlp-lab/experiment';
import { type Cell, resultsTable } from '../table/results-table';
import { html, type Markup } from './html';
import { table } from './table';

export function resultsMarkup(report: Report): Markup {
  const { columns, rows, notes } = resultsTable(report);
  const made = table(
    'Results',
    columns.map(({ title, align, wraps, ranks }) => ({
      head: title,
      className: [align === 'right' && 'number', wraps && 'wide', ranks && 'ranks'].filter(Boolean).join(' '),
    })),
    rows.map(({ cells, isBest }) => ({
      cells: cells.map((cell, i) => cellMarkup(cell, i === 0 && isBest)),
      className: isBest ? 'best' : '',
    })),
  );
  return html`${made}<p class="note">${notes.map((note) => html`${note}<br>`)}</p>`;
}

function cellMarkup({ text, below, aside }: Cell, isTagged: boolean): Markup {
  const small = [...below, ...aside];
  const tag = isTagged ? html`<span class="tag">best</span>` : '';
  return html`${text}${small.map((line, i) => html`<small>${line}${i === small.length - 1 ? tag : ''}</small>`)}`;
}
