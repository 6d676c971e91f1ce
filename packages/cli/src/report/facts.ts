// A few facts side by side, each under its name.
import { html, type Markup } from './html';
import { lines } from './lines';

/** @param facts name and value; further lines of a value are small. */
export function factsList(facts: readonly (readonly [name: string, value: string])[]): Markup {
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${lines(value)}</dd></div>`)}</dl>
`;
}
