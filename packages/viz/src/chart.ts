// The contract between the charts and the renderers: a picture as a list of marks, every coordinate in pixels.
// One character of a terminal is a cell of 8 × 16 pixels, so a label that fits the cells fits in SVG as well.

/** A colour by its meaning; the theme and the renderer say which colour that is. */
export type Tone = 'text' | 'muted' | 'grid' | 'surface' | 'inverse' | `series-${number}`;

/** A place in pixels from the left and from the top. */
export type Point = readonly [x: number, y: number];

/** A line of words; `y` is the middle of the line. */
export interface TextMark {
  kind: 'text';
  x: number;
  y: number;
  text: string;
  anchor?: 'start' | 'middle' | 'end';
  tone?: Tone;
  weight?: 'bold';
  size?: 'title';
  /** Names the series of its tone: text in ASCII puts the symbol of the series before it. */
  names?: 'series';
}

/** A curve; `null` is a gap. */
export interface LineMark {
  kind: 'line';
  /** A guide for the eye, which text leaves out. */
  role?: 'guide';
  points: readonly (Point | null)[];
  tone: Tone;
  width?: number;
  dashed?: boolean;
  opacity?: number;
}

/** The area between two curves, as x, lower y, upper y; `null` is a gap. */
export interface BandMark {
  kind: 'band';
  points: readonly (readonly [x: number, y0: number, y1: number] | null)[];
  tone: Tone;
}

/** A filled rectangle: a bar grows from the left, a cell belongs to a table, a panel lies behind (text leaves it out). */
export interface RectMark {
  kind: 'rect';
  role: 'bar' | 'cell' | 'panel';
  x: number;
  y: number;
  width: number;
  height: number;
  tone: Tone;
  opacity?: number;
  /** Said when the pointer rests on it. */
  title?: string;
}

/** One value. */
export interface PointMark {
  kind: 'point';
  x: number;
  y: number;
  shape: 'circle' | 'ring' | 'diamond';
  tone: Tone;
  title?: string;
}

/** A horizontal or vertical stroke: of an axis, of data (an error bar), or a guide for the eye, which text leaves out. */
export interface RuleMark {
  kind: 'rule';
  role: 'axis' | 'mark' | 'guide';
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  tone: Tone;
  width?: number;
}

/** A small picture, row by row: `ink` is 0 (paper) to 1, `diverging` is -1 to 1 with 0 as paper. */
export interface PixelsMark {
  kind: 'pixels';
  scheme: 'ink' | 'diverging';
  x: number;
  y: number;
  width: number;
  height: number;
  columns: number;
  rows: number;
  /** `[rows, columns]` */
  values: ArrayLike<number>;
  title?: string;
}

export type Mark = TextMark | LineMark | BandMark | RectMark | PointMark | RuleMark | PixelsMark;

/** A picture: what `renderSvg` and `renderText` take. */
export interface Chart {
  width: number;
  height: number;
  /** The name of the picture, for screen readers too. */
  title: string;
  /** What the picture shows, in a sentence or two, for who can't see it. */
  desc: string;
  /** From the back to the front. */
  marks: readonly Mark[];
  /** The same data laid out for a terminal; without it `renderText` clips the chart as it is. */
  forText?: (columns: number) => Chart;
}

/** The space a chart is laid out in. `text` says that every character must fall on a cell. */
export interface Frame {
  readonly width: number;
  readonly columns: number;
  readonly text: boolean;
}

/** What every chart accepts. */
export interface ChartOptions {
  /** The heading; each chart has its own default. */
  title?: string;
  /** Pixels; each chart has its own default. A terminal's width goes to `renderText`. */
  width?: number;
}

/** One character, in pixels. */
export const CELL = { width: 8, height: 16 } as const;

/** The tone of the nth series; after ten they come round again. */
export const series = (index: number): Tone => `series-${index % 10}`;

const NARROWEST_TEXT = 40;

/** A chart from its layout: drawn at `width` now, and again at a terminal's width when text is asked for. */
export function chartOf(width: number, layout: (frame: Frame) => Chart): Chart {
  const at = (columns: number, text: boolean) => layout({ width: columns * CELL.width, columns, text });
  return {
    ...at(Math.floor(width / CELL.width), false),
    forText: (columns) => at(Math.max(columns, NARROWEST_TEXT), true),
  };
}
