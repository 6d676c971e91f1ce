// Curves and bands as braille: each cell has two columns of four dots, and a dot is a square of four pixels.
import type { BandMark, LineMark, Point } from '../chart';
import { asciiSymbol, toneColors } from '../theme';
import { type CellGrid, cellAt } from './cell-grid';

const DOT = 4; // pixels
const BITS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
];

type Plot = (dotX: number, dotY: number) => void;

/** Draws a curve; a dashed one leaves out two of every four dots. */
export function brailleLine(grid: CellGrid, { points, tone, dashed }: LineMark): void {
  const put = plotter(grid, toneColors(tone).terminal, dashed ? '.' : asciiSymbol(tone));
  let step = 0;
  const plot: Plot = (x, y) => {
    if (!dashed || step % 4 < 2) put(x, y);
    step++;
  };
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (point && before) stroke(before, point, plot);
    else if (point && !points[i + 1]) plot(...dotOf(point));
  });
}

/** Fills a band with one in eight dots, evenly, where nothing else is drawn. */
export function brailleBand(grid: CellGrid, { points, tone }: BandMark): void {
  const put = plotter(grid, toneColors(tone).terminal, ':');
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (!point || !before) return;
    const [from, to] = [Math.floor(before[0] / DOT), Math.floor(point[0] / DOT)];
    for (let x = from; x < to; x++) {
      const part = (x - from) / (to - from);
      const edges = [1, 2].map((edge) => (before[edge] + (point[edge] - before[edge]) * part) / DOT);
      for (let y = Math.floor(Math.min(...edges)); y <= Math.max(...edges); y++) if ((3 * x + y) % 8 === 0) put(x, y);
    }
  });
}

function plotter(grid: CellGrid, fg: number | null, symbol: string): Plot {
  return (dotX, dotY) => {
    const cell = cellAt(grid, dotX >> 1, dotY >> 2);
    if (!cell || cell.char !== undefined || cell.arms) return;
    cell.dots = (cell.dots ?? 0) | BITS[dotX & 1][dotY & 3];
    cell.fg = fg;
    cell.symbol = symbol;
  };
}

const dotOf = ([x, y]: Point): [number, number] => [Math.floor(x / DOT), Math.floor(y / DOT)];

/** Every dot from one point to the next: as many steps as there are dots along the longer axis. */
function stroke(from: Point, to: Point, plot: Plot): void {
  const [a, b] = [dotOf(from), dotOf(to)];
  const steps = Math.max(Math.abs(b[0] - a[0]), Math.abs(b[1] - a[1]), 1);
  for (let i = 0; i <= steps; i++)
    plot(Math.round(a[0] + ((b[0] - a[0]) * i) / steps), Math.round(a[1] + ((b[1] - a[1]) * i) / steps));
}
