import { type Chart, type Mark, renderText } from '@mlp-lab/viz';
import { describe, expect, test } from 'vitest';

/** A chart of single marks, 10 × 3 characters, drawn as it is. */
const chart = (...marks: Mark[]): Chart => ({ width: 80, height: 48, title: 'x', desc: 'x', marks });
const draw = (...marks: Mark[]) => renderText(chart(...marks), { width: 10 }).split('\n');
const rule = (x1: number, y1: number, x2: number, y2: number): Mark => ({
  kind: 'rule',
  role: 'mark',
  x1,
  y1,
  x2,
  y2,
  tone: 'text',
});
/** Four by two pixels, a cell of the terminal wide and half a cell high each. */
const pixels = (scheme: 'ink' | 'diverging', values: number[]): Mark => ({
  ...{ kind: 'pixels', scheme, values, columns: 4, rows: 2 },
  ...{ x: 0, y: 0, width: 32, height: 16 },
});

describe('rules', () => {
  test('join where they meet: an error bar has caps', () => {
    expect(draw(rule(4, 8, 36, 8), rule(4, 2, 4, 14), rule(36, 2, 36, 14))[0]).toBe('├───┤');
  });

  test('shrink to one stroke where both ends are in one cell', () => {
    expect(draw(rule(2, 8, 6, 8), rule(2, 2, 2, 14), rule(6, 2, 6, 14))[0]).toBe('│');
  });

  test('make the corner of two axes', () => {
    const axis = { kind: 'rule', role: 'axis', tone: 'muted' } as const;
    expect(draw({ ...axis, x1: 4, y1: 0, x2: 4, y2: 40 }, { ...axis, x1: 4, y1: 40, x2: 32, y2: 40 })).toEqual([
      '│',
      '│',
      '└───',
    ]);
  });

  test('are left out where they are only guides', () => {
    expect(draw({ kind: 'rule', role: 'guide', x1: 0, y1: 8, x2: 80, y2: 8, tone: 'grid' })).toEqual(['']);
  });
});

test('a bar ends in eighths of a block', () => {
  const bar = (width: number): Mark => ({ kind: 'rect', role: 'bar', x: 0, y: 2, width, height: 12, tone: 'series-1' });
  expect(draw(bar(16))[0]).toBe('██');
  expect(draw(bar(20))[0]).toBe('██▌');
  expect(draw(bar(17))[0]).toBe('██▏');
});

test('a line is drawn in braille dots of four pixels', () => {
  // Along the top edge of the first two cells: dots 1 and 4 of each.
  expect(
    draw({
      kind: 'line',
      points: [
        [0, 0],
        [15, 0],
      ],
      tone: 'text',
    })[0],
  ).toBe('⠉⠉');
  // From the top left down to the bottom right of one cell: dots 1, 2 on the left, 6, 8 on the right.
  expect(
    draw({
      kind: 'line',
      points: [
        [0, 0],
        [7, 15],
      ],
      tone: 'text',
    })[0],
  ).toBe('⢣');
});

test('a line has a gap where it has no point', () => {
  expect(draw({ kind: 'line', points: [[0, 0], [7, 0], null, [24, 0], [31, 0]], tone: 'text' })[0]).toBe('⠉  ⠉');
});

test('two pixels, one above the other, make a character', () => {
  const picture = pixels('ink', [1, 0, 1, 0, 0, 1, 1, 0]);
  expect(draw(picture)[0]).toBe('▀▄█');
  expect(renderText(chart(picture), { width: 10, ascii: true }).split('\n')[0]).toBe('++@');
  expect(renderText(chart(picture), { width: 4, color: true }).split('\n')[0]).toContain('\x1b[38;5;231;48;5;16m▀');
});

test('a weight of zero is the ground of the terminal, light or dark', () => {
  const weights = pixels('diverging', [0, 0, 1, -1, 0, 1, 0, 1]);
  expect(renderText(chart(weights), { width: 4, color: true }).split('\n')[0]).toBe(
    ' \x1b[38;5;208m▄▀\x1b[0m\x1b[38;5;33;48;5;208m▀\x1b[0m',
  );
});

test('text is anchored at its start, middle or end', () => {
  const word = (x: number, anchor: 'start' | 'middle' | 'end'): Mark => ({
    kind: 'text',
    x,
    y: 8,
    text: 'abc',
    anchor,
  });
  expect(draw(word(16, 'start'))[0]).toBe('  abc');
  expect(draw(word(24, 'middle'))[0]).toBe('  abc');
  expect(draw(word(40, 'end'))[0]).toBe('  abc');
});

test('a wide character that would be cut in half at the edge is left out', () => {
  expect(draw({ kind: 'text', x: 72, y: 8, text: '漢' })[0]).toBe('');
  expect(draw({ kind: 'text', x: 64, y: 8, text: '漢' })[0]).toBe('        漢');
});

test('ASCII spells symbols out and drops accents', () => {
  const ascii = (text: string) =>
    renderText(chart({ kind: 'text', x: 0, y: 8, text }), { width: 12, ascii: true }).split('\n')[0];
  expect(ascii('1 ± 2')).toBe('1 +/- 2');
  expect(ascii('5 → 3')).toBe('5 -> 3');
  expect(ascii('été 漢')).toBe('ete ?');
});

test('ASCII draws each series with a character of its own, which precedes its name', () => {
  const line = (tone: 'series-0' | 'series-1', y: number): Mark => ({
    kind: 'line',
    points: [
      [0, y],
      [15, y],
    ],
    tone,
  });
  const name: Mark = { kind: 'text', x: 40, y: 24, text: 'relu', tone: 'series-1', names: 'series' };
  expect(renderText(chart(line('series-0', 8), line('series-1', 24), name), { width: 10, ascii: true })).toBe(
    '**\noo o relu',
  );
});

test('a width that no terminal has is refused by name', () => {
  for (const width of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e9])
    expect(() => renderText(chart(), { width })).toThrow(
      `width: expected an integer from 1 to 10000, received ${width}`,
    );
});
