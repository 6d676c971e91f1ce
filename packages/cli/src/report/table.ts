// A table that a screen reader can walk through, and that scrolls by itself where the page is narrow.
import { html, type Markup } from './html';

export interface Column {
  head: string;
  isNumber?: boolean;
  /** Holds sentences. */
  isWide?: boolean;
}

export interface TableRow {
  cells: readonly (string | number | Markup)[];
  className?: string;
}

/** @param rows a row's first cell heads it. */
export function table(name: string, columns: readonly Column[], rows: readonly TableRow[]): Markup {
  const side = (i: number) => (columns[i].isNumber ? 'number' : columns[i].isWide ? 'wide' : '');
  const cell = (content: string | number | Markup, i: number) =>
    i === 0 ? html`<th scope="row">${content}</th>` : html`<td class="${side(i)}">${content}</td>`;
  return html`<div class="scroll" role="region" aria-label="${name}" tabindex="0"><table aria-label="${name}">
<thead><tr>${columns.map(({ head }, i) => html`<th scope="col" class="${side(i)}">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(({ cells, className = '' }) => html`<tr class="${className}">${cells.map(cell)}</tr>\n`)}</tbody>
</table></div>
`;
}
