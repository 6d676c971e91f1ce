import { toDigit } from '@mlp-lab/data-mnist';
import { describe, expect, it } from 'vitest';

/** A picture from its rows. */
const picture = (rows: number[][]) => ({
  pixels: Uint8Array.from(rows.flat()),
  height: rows.length,
  width: rows[0].length,
});
const rowsOf = ({ pixels, width }: { pixels: Uint8Array; width: number }) =>
  Array.from({ length: pixels.length / width }, (_, row) => [...pixels.subarray(row * width, (row + 1) * width)]);

describe('toDigit', () => {
  it('leaves an image of that size unchanged where its background is black', () => {
    const same = picture([
      [0, 0, 0],
      [0, 9, 0],
      [0, 0, 0],
    ]);
    expect(toDigit(same, 3)).toEqual(same);
  });

  it('inverts dark ink on a light background', () => {
    const turned = toDigit(
      picture([
        [255, 255, 255],
        [255, 100, 255],
        [255, 255, 255],
      ]),
      3,
    );
    expect(rowsOf(turned)).toEqual([
      [0, 0, 0],
      [0, 155, 0],
      [0, 0, 0],
    ]);
  });

  it('scales the ink to a box of 20 of 28 pixels, keeps its proportions, and averages the pixels', () => {
    // 80 rows of ink, 40 columns: to 20 rows and 10 columns, 4 × 4 pixels to one. Every second row is lighter.
    const rows = Array.from({ length: 100 }, (_, y) =>
      Array.from({ length: 60 }, (_, x) => (y < 10 || y >= 90 || x < 5 || x >= 45 ? 0 : y % 2 ? 200 : 100)),
    );
    const made = rowsOf(toDigit(picture(rows)));
    const inked = made.map((row) => row.filter((pixel) => pixel > 0));
    expect(inked.filter((row) => row.length > 0)).toEqual(Array(20).fill(Array(10).fill(150)));
    expect([inked[3], inked[4].length, inked[23].length, inked[24]]).toEqual([[], 10, 10, []]); // rows 4 to 23
    expect(made[4].findIndex((pixel) => pixel > 0)).toBe(9); // columns 9 to 18
  });

  it('moves the centre of mass to the middle', () => {
    // A bright column at the left of a faint bar of ten: the mass is far to the left, so the bar goes to the right.
    const row = [250, ...Array(9).fill(50)];
    const rows = [Array(12).fill(0), ...Array(10).fill([0, ...row, 0]), Array(12).fill(0)];
    const [, , , , line] = rowsOf(toDigit(picture(rows)));
    // Twenty columns, each of ten twice; their mass: (2 · 250 · 1 + 50 · (20² - 2²) / 2) / (2 · 250 + 18 · 50) = 7.43 from the left.
    expect(line.findIndex((pixel) => pixel > 0)).toBe(Math.round(14 - 7.43));
  });

  it('enlarges a small picture', () => {
    // A stroke of three pixels, the middle one without ink: 20 rows of 3/20 of a pixel each, 7 columns.
    const stroke = [0, 80, 0, 80, 0].map((shade) => [0, shade, 0]);
    const made = rowsOf(toDigit(picture(stroke)));
    const edge = Math.round((80 * 2) / 3); // of the seventh row, two thirds are ink
    const column = [...Array(6).fill(80), edge, ...Array(6).fill(0), edge, ...Array(6).fill(80)];
    expect(made.slice(4, 24)).toEqual(
      column.map((shade) => [...Array(11).fill(0), ...Array(7).fill(shade), ...Array(10).fill(0)]),
    );
  });

  it('takes any even background for none, and stretches the ink on it', () => {
    const stroke = (paper: number, ink: number) =>
      picture(
        Array.from({ length: 60 }, (_, y) =>
          Array.from({ length: 40 }, (_, x) => (y > 9 && y < 50 && x > 17 && x < 22 ? ink : paper)),
        ),
      );
    const expected = toDigit(stroke(0, 255));
    expect(
      rowsOf(expected)
        .flat()
        .filter((pixel) => pixel > 0),
    ).toEqual(Array(40).fill(255)); // 20 rows of 2
    for (const [paper, ink] of [
      [230, 0],
      [200, 0],
      [40, 255],
      [128, 255],
      [128, 0],
    ])
      expect(toDigit(stroke(paper, ink))).toEqual(expected);
    expect(Math.max(...toDigit(stroke(200, 100)).pixels)).toBe(128); // half as dark as black on it
  });

  it.each([0, 25, 128, 230, 255])('refuses a picture of the shade %i alone, of any size', (shade) => {
    for (const [height, width] of [
      [28, 28],
      [200, 200],
      [30, 50],
    ]) {
      const even = { pixels: new Uint8Array(height * width).fill(shade), height, width };
      even.pixels[height + 1] ^= 3; // as JPEG leaves it
      expect(() => toDigit(even)).toThrowError(/no digit found/);
    }
  });

  it('refuses a picture without ink, and one whose pixels do not match its size', () => {
    const blank = { pixels: new Uint8Array(100).fill(255), height: 10, width: 10 };
    expect(() => toDigit(blank)).toThrowError(/no digit found: all pixels have almost the same colour/);
    expect(() => toDigit({ ...blank, width: 9 })).toThrowError(/expected 10 × 9 pixels, received 100/);
  });
});
