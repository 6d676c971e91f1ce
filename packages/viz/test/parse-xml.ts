// The smallest parser that refuses what a browser would refuse in SVG: tags that don't match, attributes without quotes or
// given twice, stray < and &, characters that XML 1.0 forbids.

const TAG = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;
const TEXT = /[^<]+/y;
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;
const STRAY_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;

export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/** The root element. Throws an Error that says where the text stops being XML. */
export function parseXml(xml: string): Element {
  const forbidden = xml.match(FORBIDDEN) ?? xml.match(STRAY_AMPERSAND);
  if (forbidden) throw new Error(`not allowed in XML at ${forbidden.index}: ${JSON.stringify(forbidden[0])}`);
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let at = 0;
  while (at < xml.length) {
    const pattern = xml[at] === '<' ? TAG : TEXT;
    pattern.lastIndex = at;
    const match = pattern.exec(xml);
    if (!match) throw new Error(`not a tag at ${at}: ${xml.slice(at, at + 60)}`);
    at = pattern.lastIndex;
    if (pattern === TEXT) open.at(-1)!.text += match[0];
    else step(open, match);
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('expected one element, closed');
  return root.children[0];
}

function step(open: Element[], [, slash, name, attributes, selfClosing]: RegExpExecArray): void {
  if (slash) {
    const closed = open.pop();
    if (closed?.name !== name) throw new Error(`expected </${closed?.name}>, received </${name}>`);
    return;
  }
  const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value] as const);
  if (new Set(pairs.map(([key]) => key)).size !== pairs.length) throw new Error(`an attribute twice in <${name}>`);
  const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
  open.at(-1)!.children.push(element);
  if (!selfClosing) open.push(element);
}

/** The element and all below it. */
export const everyElement = (element: Element): Element[] => [element, ...element.children.flatMap(everyElement)];
