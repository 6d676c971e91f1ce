import { expect, it } from 'vitest';
import type { Stroke } from './stroke';
import { drawnDigit } from './stroke-picture';

const line: Stroke = [
  [20, 20],
  [20, 120],
];

/** The centre of mass: [x, y] in pixels from the top left corner. */
function centre(pixels: Uint8Array, side: number): [number, number] {
  let [sum, x, y] = [0, 0, 0];
  for (const [i, ink] of pixels.entries()) {
    sum += ink;
    x += ink * ((i % side) + 0.5);
    y += ink * (Math.floor(i / side) + 0.5);
  }
  return [x / sum, y / sum];
}

it('centres a drawing by its mass and fits it into 20 of 28 pixels, as MNIST does', () => {
  const pixels = drawnDigit([line], 28)!;
  const [x, y] = centre(pixels, 28);
  expect(Math.abs(x - 14)).toBeLessThan(0.6);
  expect(Math.abs(y - 14)).toBeLessThan(0.6);
  const rows = Array.from({ length: 28 }, (_, row) => row).filter((row) =>
    pixels.subarray(row * 28, row * 28 + 28).some((ink) => ink > 50),
  );
  expect(rows.at(-1)! - rows[0] + 1).toBe(20);
});

it('sees the same wherever on the canvas a digit is drawn', () => {
  const moved = line.map(([x, y]) => [x + 100, y + 60] as const);
  expect(drawnDigit([moved], 28)).toEqual(drawnDigit([line], 28));
});

it('is bright on black, also where the ink reaches the border', () => {
  const border: Stroke = [
    [0, 0],
    [280, 0],
    [280, 280],
    [0, 280],
    [0, 0],
  ];
  expect(drawnDigit([border], 28)![0]).toBe(0);
});

it('is nothing without ink', () => {
  expect(drawnDigit([], 28)).toBeUndefined();
});
