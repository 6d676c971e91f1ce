// A table that a screen reader can walk through, and that scrolls by itself where the page is narrow.
import { html, type Markup } from './html';

export interface Column {
  head: string;
  isNumber?: boolean;
}

/** @param rows a row's first cell heads it. */
export function table(caption: string, columns: readonly Column[], rows: readonly TableRow[]): Markup {
  const align = (i: number, more = '') => html`class="${`${columns[i].isNumber ? 'number ' : ''}${more}`.trim()}"`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ head }, i) => html`<th scope="col" ${align(i)}>${head}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ({ cells, className = '' }) => html`<tr class="${className}">${cells.map((cell, i) =>
    i === 0 ? html`<th scope="row">${cell}</th>` : html`<td ${align(i)}>${cell}</td>`,
  )}</tr>
`,
)}</tbody>
</table></div>`;
}

export interface TableRow {
  cells: readonly (string | number | Markup)[];
  className?: string;
}
