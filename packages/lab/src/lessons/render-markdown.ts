// Markdown → HTML that can't run anything: a lesson is a file that anybody may have written. Tags are shown as they stand, and an address leads
// to a page or a picture, or is left out, as comments are.
import { Marked, type Tokens } from 'marked';

const PAGES = ['http:', 'https:', 'mailto:'];
const PICTURES = ['http:', 'https:'];

const markdown = new Marked({
  renderer: {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => (text.startsWith('<!--') ? '' : escaped(text)),
    link({ href, title, tokens }: Tokens.Link) {
      const text = this.parser.parseInline(tokens);
      const address = safeAddress(href, PAGES);
      return address === undefined ? text : `<a href="${escaped(address)}"${titleOf(title)}>${text}</a>`;
    },
    image({ href, title, text }: Tokens.Image) {
      const address = safeAddress(href, PICTURES);
      return address === undefined
        ? escaped(text)
        : `<img src="${escaped(address)}" alt="${escaped(text)}"${titleOf(title)}>`;
    },
  },
});

export const renderMarkdown = (text: string): string => markdown.parse(text, { async: false });

/** The address itself, where its protocol is one of these, or the page's own; as a browser reads it, whatever characters it leaves out. */
function safeAddress(href: string, protocols: readonly string[]): string | undefined {
  const address = href.replaceAll('&amp;', '&');
  try {
    return protocols.includes(new URL(address, 'https://lab.invalid/').protocol) ? address : undefined;
  } catch {
    return undefined; // no address
  }
}

const titleOf = (title: string | null | undefined) => (title ? ` title="${escaped(title)}"` : '');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => ENTITIES[character]);
