// A template tag for HTML: values are escaped unless they are markup already.

/** Markup, which a page takes as it is. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = string | number | Markup | readonly Value[];

/** html`<p>${text}</p>`: strings are escaped, lists are joined. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(String.raw({ raw: parts }, ...values.map(write)));
}

/** The first line, and the others below it in small print, which breaks at commas: not in the 1e-7 of a setting. */
export function lines(text: string): Markup {
  const [first, ...others] = text.split('\n');
  return html`${first}${others.map((line) => html`<small>${line.split(/(?<=,) /).map((part) => html`<span>${part}</span> `)}</small>`)}`;
}

/** A few facts side by side, each below its name. @param facts name and value; further lines of a value are in small print. */
export function factsList(facts: readonly (readonly [name: string, value: string])[]): Markup {
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${lines(value)}</dd></div>`)}</dl>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function write(value: Value): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(write).join('');
  return String(value).replace(/[&<>"']/g, (char) => ENTITIES[char]);
}
