// Curves and bands as braille: each cell has two columns of four dots, and a dot is a square of four pixels.
import type { BandMark, LineMark, Point, Tone } from '../chart';
import { asciiSymbol, shapeSymbol, toneColors } from '../theme';
import { type Cell, type CellGrid, cellAt, type TextStyle } from './cell-grid';

const DOT = 4; // pixels
const BITS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
];

type Plot = (dotX: number, dotY: number) => void;

const DASH = 4; // dots, of which a dashed curve has one

/** Draws a curve; a dashed one is dotted and fainter. */
export function brailleLine(grid: CellGrid, mark: LineMark, style: TextStyle): void {
  const { points, tone, dashed } = mark;
  const look = { fg: toneColors(tone).terminal, symbol: dashed ? '.' : asciiSymbol(tone), dim: dashed };
  const put = plotter(grid, look);
  const dots: Point[] = [];
  const plot: Plot = (x, y) => {
    if (!dashed || dots.length % DASH === 0) put(x, y);
    dots.push([x, y]);
  };
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (point && before) stroke(before, point, plot);
    else if (point && !points[i + 1]) plot(...dotOf(point));
  });
  if (style.marked && !style.ascii && !dashed) markSeries(grid, dots, tone);
}

const [MARK_COLUMNS, MARK_SHIFT] = [12, 5]; // from symbol to symbol of a series, and from one series to the next

/** The symbol of the series here and there, in other columns than those of its neighbours; at the end of a short curve. */
function markSeries(grid: CellGrid, dots: readonly Point[], tone: Tone): void {
  const shift = MARK_SHIFT * Number(tone.split('-')[1] ?? 0);
  let marked = -1;
  dots.forEach(([x, y], i) => {
    const [column, row] = [x >> 1, y >> 2];
    const isDue = (column + shift) % MARK_COLUMNS === 0 && column !== marked;
    if (!isDue && (i < dots.length - 1 || marked >= 0)) return;
    const cell = cellAt(grid, column, row);
    if (cell) cell.char = shapeSymbol(tone);
    marked = column;
  });
}

/** Fills a band with one in eight dots, evenly, where nothing else is drawn. */
export function brailleBand(grid: CellGrid, { points, tone }: BandMark): void {
  const put = plotter(grid, { fg: toneColors(tone).terminal, symbol: ':', dim: true });
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

function plotter(grid: CellGrid, look: Pick<Cell, 'fg' | 'symbol' | 'dim'>): Plot {
  return (dotX, dotY) => {
    const cell = cellAt(grid, dotX >> 1, dotY >> 2);
    if (!cell || cell.char !== undefined || cell.arms) return;
    cell.dots = (cell.dots ?? 0) | BITS[dotX & 1][dotY & 3];
    Object.assign(cell, look);
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
