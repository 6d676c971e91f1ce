// The style of a page: the colours of viz's charts, one column as wide as the widest chart, figures that line up.

const LIGHT = '--ink:#1b1f24;--muted:#5b6470;--line:#e3e6ea;--paper:#fff;--wash:#f5f6f8;--accent:#0072b2';
const DARK = '--ink:#e8eaed;--muted:#a3abb6;--line:#30353c;--paper:#15181c;--wash:#1e2227;--accent:#4ba3e3';

export const style = `
:root{color-scheme:light dark;${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{margin:0 auto;padding:3.5rem 1.5rem 5rem;max-width:63rem;background:var(--paper);color:var(--ink);
  font:1rem/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans","Liberation Sans",Arial,sans-serif;-webkit-text-size-adjust:100%}
h1,h2,h3{line-height:1.2;text-wrap:balance}
h1{margin:.2rem 0 .75rem;font-size:2.25rem;font-weight:650;letter-spacing:-.02em}
h2{margin:0 0 1rem;font-size:1.4rem;font-weight:650;letter-spacing:-.01em}
h3{margin:2rem 0 .5rem;font-size:1rem;font-weight:650}
p{margin:.5rem 0;max-width:44rem}
a{color:var(--accent);text-underline-offset:.2em}
a:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--accent);outline-offset:3px}
section{margin-top:3rem;padding-top:2.25rem;border-top:1px solid var(--line)}
.eyebrow{margin:0;color:var(--muted);font-size:.875rem}
.lead{font-size:1.2rem;line-height:1.45}
.note{color:var(--muted);font-size:.875rem}
.notice{margin:1.25rem 0;padding:.75rem 1rem;border-left:3px solid var(--accent);background:var(--wash)}
.facts{display:flex;flex-wrap:wrap;gap:1rem 2.5rem;margin:1.75rem 0 0}
.facts dt{color:var(--muted);font-size:.8125rem}
.facts dd{margin:.1rem 0 0;font-variant-numeric:tabular-nums}
nav ul{display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;margin:1.75rem 0 0;padding:0;list-style:none;font-size:.9375rem}
figure{margin:.75rem 0 0 -16px;overflow-x:auto}
figure svg{display:block}
.scroll{margin:1rem 0;overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.875rem;font-variant-numeric:tabular-nums}
th,td{padding:.5rem 1.1rem .5rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
th:last-child,td:last-child{padding-right:0}
thead th{color:var(--muted);vertical-align:bottom}
.number{text-align:right;white-space:nowrap}
pre span{display:inline-block;max-width:100%}
tbody th{min-width:8rem}
.wide{min-width:11rem}
small{display:block;color:var(--muted);font-size:.8125rem;font-weight:400}
small span{white-space:nowrap}
.best th,.best .ranks{font-weight:650}
.tag{margin-left:.5rem;padding:.05rem .4rem;border:1px solid var(--accent);border-radius:1rem;color:var(--accent);font-size:.75rem;
  font-weight:400;white-space:nowrap}
code,pre{font:.875rem/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
pre{margin:1rem 0;padding:.9rem 1.1rem;border-radius:6px;background:var(--wash);white-space:pre-wrap;overflow-wrap:anywhere}
figure svg+svg[role]{display:none}
@media screen and (max-width:44rem){body{padding:2rem 1rem 3rem}h1{font-size:1.75rem}figure{margin:.75rem -1rem 0}
  .both svg[role]{display:none}.both svg+svg[role]{display:block}
  table,tbody,tr,th,td{display:block}thead{display:none}tr{padding:.75rem 0;border-bottom:1px solid var(--line)}
  th,td{padding:.1rem 0;border:0}tbody th{font-size:1rem}td[data-head]{display:grid;grid-template-columns:8.5rem 1fr;text-align:left;white-space:normal}
  td[data-head]::before{content:attr(data-head);grid-row:span 9;color:var(--muted)}td small{grid-column:2}}
@page{margin:16mm 14mm}
@media print{:root{color-scheme:light;font-size:11.5px}body{max-width:none;padding:0}nav{display:none}section{margin-top:1.5rem;padding-top:1.25rem}
  figure,tr,pre,dl{break-inside:avoid}h1,h2,h3{break-after:avoid}.scroll,figure{overflow:visible}figure{margin-left:0}
  svg[role]{max-width:100%;max-height:88vh;margin:0 -.5rem}}
`;
