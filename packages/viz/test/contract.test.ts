import { renderSvg, renderText } from '@mlp-lab/viz';
import { describe, expect, test } from 'vitest';
import { cells, outside, overlaps, SVG_CHARACTER } from './boxes';
import { examples, oddities } from './examples';
import { everyElement, parseXml } from './parse-xml';

const ESCAPES = /\p{Cc}\[[\d;]*m/gu;
const RESET = '\x1b[0m';
const WIDTHS = [1, 20, 40, 80, 119, 200];

const charts = [
  ...Object.entries(examples).map(([name, { draw }]) => [name, draw] as const),
  ...Object.entries(oddities),
];

describe.each(charts)('%s', (_, example) => {
  test('is drawn as valid XML with a role, a title and a description', () => {
    const root = parseXml(renderSvg(example()).trimEnd());
    expect(root).toMatchObject({ name: 'svg', attributes: { role: 'img', xmlns: 'http://www.w3.org/2000/svg' } });
    expect(root.children.slice(0, 2).map((child) => child.name)).toEqual(['title', 'desc']);
    for (const child of root.children.slice(0, 2)) expect(child.text).not.toBe('');
  });

  test('has no coordinate that is not a number', () => {
    for (const theme of ['auto', 'light', 'dark'] as const) {
      const elements = everyElement(parseXml(renderSvg(example(), { theme }).trimEnd()));
      const texts = elements.map(({ attributes }) => Object.values(attributes).join(' '));
      expect(texts.filter((text) => /NaN|Infinity|undefined|null/.test(text))).toEqual([]);
    }
  });

  test('keeps every mark inside', () => {
    expect(outside(example(), SVG_CHARACTER)).toEqual([]);
    for (const width of [60, 80, 120]) expect(outside(example().forText!(width), 8)).toEqual([]);
  });

  test.each([320, 360, 640, 960])('keeps its marks inside and apart at a width of %i pixels', (width) => {
    const chart = example().forWidth!(width);
    expect(outside(chart, SVG_CHARACTER)).toEqual([]);
    expect(overlaps(chart, SVG_CHARACTER)).toEqual([]);
  });

  test('has no text over text', () => {
    expect(overlaps(example(), SVG_CHARACTER)).toEqual([]);
    for (const width of [60, 80, 120]) expect(overlaps(example().forText!(width), 8)).toEqual([]);
  });

  test.each(WIDTHS)('has no line of text longer than %i', (width) => {
    for (const options of [{}, { color: true }, { ascii: true }]) {
      const lines = renderText(example(), { width, ...options }).split('\n');
      expect(lines.filter((line) => cells(line.replace(ESCAPES, '')) > width)).toEqual([]);
    }
  });

  test('has no escape codes without colour, and only ASCII characters in ASCII', () => {
    expect(renderText(example())).not.toMatch(ESCAPES);
    expect(renderText(example(), { ascii: true })).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test('has colours on request, and ends every line without them', () => {
    const lines = renderText(example(), { color: true }).split('\n');
    expect(lines[0]).toMatch(/^\p{Cc}\[1m.+\p{Cc}\[0m$/u); // the title is bold
    expect(lines.filter((line) => (line.match(ESCAPES)?.at(-1) ?? RESET) !== RESET)).toEqual([]);
  });

  test('is drawn to the same bytes twice', () => {
    expect(renderSvg(example())).toBe(renderSvg(example()));
    expect(renderText(example(), { color: true })).toBe(renderText(example(), { color: true }));
  });

  test('fits in 100 kB of SVG', () => {
    expect(renderSvg(example()).length).toBeLessThan(100_000);
  });
});
