// The contract between charts and renderers: a chart is a list of marks with all coordinates in pixels.
// One character of a terminal is a cell of 8 × 16 pixels, so a label that fits into its cells fits in SVG, too.
/** The meaning of a colour; the theme and the renderer choose the colour itself. */
export type Tone = 'text' | 'muted' | 'grid' | 'surface' | 'inverse' | `series-${number}`;

/** A position in pixels from the left and from the top. */
export type Point = readonly [x: number, y: number];

/** A line of text; `y` is the middle of the line. */
export interface TextMark {
  kind: 'text';
  x: number;
  y: number;
  text: string;
  /** @default 'start' */
  anchor?: 'start' | 'middle' | 'end';
  /** @default 'text' */
  tone?: Tone;
  weight?: 'bold';
  size?: 'title';
  /** The text is the name of the series of its tone: ASCII output puts the symbol of that series in front. */
  names?: 'series';
}

/** A curve; `null` is a gap. */
export interface LineMark {
  kind: 'line';
  /** Text output leaves guides out. */
  role?: 'guide';
  points: readonly (Point | null)[];
  tone: Tone;
  /** In pixels. @default 2 */
  width?: number;
  dashed?: boolean;
  /** 0 to 1. @default 1 */
  opacity?: number;
}

/** The area between two curves, as x, lower y, upper y; `null` is a gap. */
export interface BandMark {
  kind: 'band';
  points: readonly (readonly [x: number, y0: number, y1: number] | null)[];
  tone: Tone;
}

/** A filled rectangle: a bar grows from the left, a cell is part of a table, a panel is a background (left out in text output). */
export interface RectMark {
  kind: 'rect';
  role: 'bar' | 'cell' | 'panel';
  x: number;
  y: number;
  width: number;
  height: number;
  tone: Tone;
  /** 0 to 1. @default 1 */
  opacity?: number;
  /** The tooltip. */
  title?: string;
}

/** One value. */
export interface PointMark {
  kind: 'point';
  x: number;
  y: number;
  shape: 'circle' | 'ring' | 'diamond';
  tone: Tone;
  /** The tooltip. */
  title?: string;
}

/** A horizontal or vertical line: of an axis, of data (an error bar), or a guide, which text output leaves out. */
export interface RuleMark {
  kind: 'rule';
  role: 'axis' | 'mark' | 'guide';
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  tone: Tone;
  /** In pixels. @default 1 */
  width?: number;
}

/** A small image: the values of `ink` are 0 (background) to 1, those of `diverging` -1 to 1 with 0 as the background. */
export interface PixelsMark {
  kind: 'pixels';
  scheme: 'ink' | 'diverging';
  x: number;
  y: number;
  width: number;
  height: number;
  columns: number;
  rows: number;
  /** `[rows, columns]`, row by row. */
  values: ArrayLike<number>;
  /** The tooltip. */
  title?: string;
}

/** What a chart is made of. */
export type Mark = TextMark | LineMark | BandMark | RectMark | PointMark | RuleMark | PixelsMark;

/** What `renderSvg` and `renderText` draw. */
export interface Chart {
  /** In pixels. */
  width: number;
  /** In pixels. */
  height: number;
  /** The name of the chart; screen readers read it. */
  title: string;
  /** The content of the chart in a sentence or two, for readers who can't see it. */
  desc: string;
  /** From back to front. */
  marks: readonly Mark[];
  /** The same data laid out for that width in pixels, 320 at least: for a phone, or a wider page. */
  forWidth?: (width: number) => Chart;
  /** The same data laid out for a terminal with that many columns; without it `renderText` clips the chart at that width. */
  forText?: (columns: number) => Chart;
}

/** The space that a chart is laid out in. With `text`, every character must fall on a cell. */
export interface Frame {
  readonly width: number;
  readonly columns: number;
  readonly text: boolean;
}

/** The options that every chart takes. */
export interface ChartOptions {
  /** The heading; each chart has its own default. */
  title?: string | undefined;
  /** In pixels, 320 to 10,000; each chart has its own default. The width of a terminal is an option of `renderText`. */
  width?: number | undefined;
}

/** One character, in pixels. */
export const CELL = { width: 8, height: 16 } as const;

const MIN_TEXT_COLUMNS = 40;
const MIN_WIDTH = 320; // pixels

/** A chart from its layout, which runs now for `width` pixels and again for each other width that the chart is asked for. */
export function chartOf(width: number, layout: (frame: Frame) => Chart): Chart {
  const at = (columns: number, text: boolean) => layout({ width: columns * CELL.width, columns, text });
  return {
    ...at(Math.floor(Math.max(width, MIN_WIDTH) / CELL.width), false),
    forWidth: (pixels) => chartOf(pixels, layout),
    forText: (columns) => at(Math.max(columns, MIN_TEXT_COLUMNS), true),
  };
}
