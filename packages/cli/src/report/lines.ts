// A cell of several lines.
import { html, type Markup } from './html';

/** The first line, and the others small below it. */
export function lines(text: string): Markup {
  const [first, ...others] = text.split('\n');
  return html`${first}${others.map((line) => html`<small>${line}</small>`)}`;
}
