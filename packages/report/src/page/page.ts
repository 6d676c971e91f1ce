// A self-contained HTML page: no script, no network; light or dark as the reader's system is, and good on paper.
import { type Chart, renderSvg } from '@mlp-lab/viz';
import { html, Markup } from './html';
import { style } from './style';

/** A whole HTML document. */
export function page(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="mlp-lab">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}

/** A chart as a page of its own. @param theme fixes the chart's colours. @default as the reader's system is */
export function chartPage(chart: Chart, theme?: 'light' | 'dark'): string {
  return page(chart.title, html`<main>${figure(chart, theme)}</main>`);
}

/** A chart in the flow of a page. */
export function figure(chart: Chart, theme?: 'light' | 'dark'): Markup {
  return html`<figure>${new Markup(renderSvg(chart, { theme }))}</figure>`;
}
