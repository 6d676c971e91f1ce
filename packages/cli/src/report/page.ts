// A page that needs nothing but itself: no script, no network; light or dark as its reader's system is, and good on paper.
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
