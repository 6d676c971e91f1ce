import { expect, it } from 'vitest';
import { chooseInputFormats } from './choose-input-format';
import { createLayout } from './layout';

const ROWS = 4;
const dense = { layers: [{ kind: 'dense' }] } as unknown as Parameters<typeof chooseInputFormats>[0];

/** Mostly the background, and some elements of the others in each row. */
const rows = (background: number, others: readonly number[]) =>
  Array.from({ length: ROWS * 300 }, (_, i) => (i % 4 === 3 ? others[(i >> 2) % others.length] : background));

/** What the lists of these sets in memory say that x is. */
function readBack(...sets: (Uint8Array | Float32Array)[]): number[][] {
  const formats = chooseInputFormats(
    dense,
    sets.map((x) => ({ x })),
  );
  return sets.map((x, set) => {
    const layout = createLayout(64);
    const { kind, reserve } = formats[set];
    const store = reserve(layout, x, ROWS);
    const memory = new ArrayBuffer(layout.end);
    const { rowStarts, entries, codes, background } = store(memory) as Record<string, number>;
    expect(kind).not.toBe('dense');
    const blocks = 2; // 300 columns in blocks of 150
    const starts = new Uint32Array(memory, rowStarts, ROWS * blocks + 1);
    const found: number[] = Array(x.length).fill(background);
    for (let section = 0; section < ROWS * blocks; section++)
      for (let entry = starts[section]; entry < starts[section + 1]; entry++) {
        const [pair] = new Uint16Array(memory, entries + 2 * entry, 1);
        const wide = new DataView(memory, entries + 8 * entry * Number(kind === 'wide'), 8);
        const column = kind === 'wide' ? wide.getUint32(0, true) : pair >> 8;
        const value = kind === 'wide' ? wide.getFloat32(4, true) : new Float32Array(memory, codes, 256)[pair & 0xff];
        found[section * 150 + column] = value + background;
      }
    return found;
  });
}

const eighths = Array.from({ length: 255 }, (_, i) => (i + 1) / 8);

it.each([
  ['bytes', new Uint8Array(rows(0, [7, 255]))],
  ['bytes on white', new Uint8Array(rows(255, [0, 7]))],
  ['floats of a scaled image', new Float32Array(rows(-0.5, eighths))],
  ['floats of more than 256 values', new Float32Array(rows(0, [...eighths, ...eighths.map((value) => -value)]))],
  ['floats with both zeros', new Float32Array(rows(0, [-0, 1]))],
])('the lists of %s hold every element', (_, x) => {
  expect(readBack(x)[0].map((value) => value + 0)).toEqual(Array.from(x, (value) => value + 0));
});

it('a set without the background of the first has an entry for every element', () => {
  const first = new Float32Array(rows(0.25, [1]));
  // what the four bytes of no code, and of a quarter, would look like
  const floats = new Float32Array(ROWS * 300).map((_, i) => 1 + (i < 256 ? i : [255, 254, 254, 254][i % 4]) / 8);
  const bytes = new Uint8Array(ROWS * 300).map((_, i) => (i % 4 === 3 ? 0 : 0x40));
  for (const other of [floats, bytes]) expect(readBack(first, other)[1]).toEqual(Array.from(other));
});
