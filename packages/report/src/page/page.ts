// A self-contained HTML page: no script, no network; light or dark as the reader's system is, and good on paper.
import { type Chart, renderSvg, svgStyle } from '@mlp-lab/viz';
import { html, Markup } from './html';
import { style } from './style';

/** A whole HTML document. @param theme of its charts. @default as the reader's system is */
export function page(title: string, body: Markup, theme?: 'light' | 'dark'): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="mlp-lab">
<title>${title}</title>
<style>${new Markup(style + svgStyle(theme))}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}

/** A chart as a page of its own. @param theme fixes the chart's colours. @default as the reader's system is */
export function chartPage(chart: Chart, theme?: 'light' | 'dark'): string {
  return page(chart.title, html`<main>${figure(chart, theme)}</main>`, theme);
}

const NARROW = 360; // pixels: with its margins, the chart is as wide as a phone

/** A chart in the flow of a page, twice where it can be laid out anew: as it is, and as narrow as a phone. The style shows one of them. */
export function figure(chart: Chart, theme?: 'light' | 'dark'): Markup {
  const svg = (drawn: Chart) => renderSvg(drawn, { theme, style: false });
  const narrow = chart.width > NARROW && chart.forWidth?.(NARROW);
  if (!narrow) return html`<figure>${new Markup(svg(chart))}</figure>`;
  const second = svg(narrow).replace('<svg ', '<svg\n'); // so that `<svg ` finds every chart of the page once
  return html`<figure class="both">${new Markup(svg(chart) + second)}</figure>`;
}
