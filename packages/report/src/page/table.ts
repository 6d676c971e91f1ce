// A table that a screen reader can walk through; on a phone, each row stands on its own, and each cell beside the head of its column.
import { html, type Markup } from './html';

export interface Column {
  head: string;
  /** `number`: aligned to the right; `wide`: holds sentences. */
  className?: string;
}

export interface TableRow {
  /** The first heads the row. */
  cells: readonly (string | number | Markup)[];
  className?: string;
}

export function table(name: string, columns: readonly Column[], rows: readonly TableRow[]): Markup {
  const cell = (content: string | number | Markup, i: number) =>
    i === 0
      ? html`<th scope="row">${content}</th>`
      : html`<td class="${columns[i].className ?? ''}" data-head="${columns[i].head}">${content}</td>`;
  return html`<div class="scroll" role="region" aria-label="${name}" tabindex="0"><table aria-label="${name}">
<thead><tr>${columns.map(({ head, className = '' }) => html`<th scope="col" class="${className}">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(({ cells, className = '' }) => html`<tr class="${className}">${cells.map(cell)}</tr>\n`)}</tbody>
</table></div>
`;
}
