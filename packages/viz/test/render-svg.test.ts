import { type Chart, type Mark, renderSvg, svgStyle } from '@mlp-lab/viz';
import { expect, test } from 'vitest';
import { TONES } from '../src/theme';
import { everyElement, parseXml } from './parse-xml';

const chart = (...marks: Mark[]): Chart => ({ width: 100, height: 50, title: 'A & B', desc: '1 < 2', marks });
const parse = (svg: string) => parseXml(svg.trimEnd());

test('the viewBox leaves a margin of 16 pixels around the chart', () => {
  expect(parse(renderSvg(chart())).attributes).toMatchObject({ viewBox: '-16 -16 132 82', width: '132', height: '82' });
});

test('the title, the description and every string are escaped', () => {
  const svg = renderSvg(chart({ kind: 'text', x: 0, y: 8, text: '<b>"&"</b>' }));
  expect(svg).toContain('<title>A &amp; B</title>\n<desc>1 &lt; 2</desc>');
  expect(svg).toContain('>&lt;b&gt;&quot;&amp;&quot;&lt;/b&gt;</text>');
});

test('colours are light ones that variables replace in browsers, after the mode of the reader, or literal ones of one theme', () => {
  const text: Mark = { kind: 'text', x: 0, y: 8, text: 'x' };
  expect(renderSvg(chart(text))).toContain('@media screen and (prefers-color-scheme:dark)');
  expect(renderSvg(chart(text))).toContain('<text x="0" y="12" fill="#1b1f24">');
  expect(renderSvg(chart(text))).toContain('[fill="#1b1f24"]{fill:var(--text)}');
  expect(renderSvg(chart(text)).replace(/@supports.*<.style>/, '')).not.toContain('var('); // elsewhere they would be black
  for (const theme of ['light', 'dark'] as const) expect(renderSvg(chart(text), { theme })).not.toMatch(/var\(|@media/);
});

test('no two tones have the same light colour, by which the style sheet finds them', () => {
  const lights = Object.values(TONES).map(({ light }) => light);
  expect(new Set(lights).size).toBe(lights.length);
});

test('without its own style sheet a chart uses that of the page, which all charts of a theme share', () => {
  for (const theme of ['auto', 'light', 'dark'] as const) {
    const sheet = `<style>${svgStyle(theme)}</style>\n`;
    expect(renderSvg(chart(), { theme })).toContain(sheet);
    expect(renderSvg(chart(), { theme, style: false })).toBe(renderSvg(chart(), { theme }).replace(sheet, ''));
  }
});

test('an unknown theme is refused by name', () => {
  // @ts-expect-error: not one of the themes
  expect(() => renderSvg(chart(), { theme: 'sepia' })).toThrow(
    "theme: expected 'auto', 'light' or 'dark', received 'sepia'",
  );
});

test('coordinates have at most one decimal', () => {
  const svg = renderSvg(
    chart({
      kind: 'line',
      points: [
        [1 / 3, 2 / 3],
        [10, 20.04],
      ],
      tone: 'series-1',
    }),
  );
  const line = everyElement(parse(svg)).find(({ attributes }) => attributes.stroke === '#0072b2');
  expect(line?.attributes.d).toBe('M0.3,0.7L10,20');
});

test('a value has a tooltip', () => {
  const point = renderSvg(chart({ kind: 'point', x: 1, y: 2, shape: 'circle', tone: 'text', title: '<0.95>' }));
  expect(point).toContain('<title>&lt;0.95&gt;</title></path>');
});
