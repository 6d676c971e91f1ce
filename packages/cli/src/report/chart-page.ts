// One chart as a page of its own.
import { type Chart, renderSvg } from '@mlp-lab/viz';
import { html, Markup } from './html';
import { page } from './page';

/** A chart in a page; `theme` only fixes the chart's colours. */
export function chartPage(chart: Chart, theme?: 'light' | 'dark'): string {
  return page(chart.title, html`<main>${figure(chart, theme)}</main>`);
}

/** A chart in the flow of a page. */
export function figure(chart: Chart, theme?: 'light' | 'dark'): Markup {
  return html`<figure>${new Markup(renderSvg(chart, { theme }))}</figure>`;
}
