// One curve of a panel as marks: its line, the band around it, and dots.
import type { LineMark, Mark, PointMark, Tone } from '../chart';
import type { CurveLabel } from './end-labels';
import { simplifyCurve, thinPoints } from './simplify-curve';
import type { CurvePoint } from './summarize-seeds';

/** One curve. Without a label it is drawn thin and dashed, with hollow dots, as the companion of a labelled one. */
export interface Series {
  label?: CurveLabel;
  tone: Tone;
  points: readonly CurvePoint[];
  /** Whether to draw the band from `low` to `high`. @default false */
  band?: boolean;
  /** Whether to draw a dot at every point; without it only points between two gaps have one. @default false */
  dots?: boolean;
}

/** Maps a value to pixels. */
export type Position = (value: number) => number;

const FAINT_TOLERANCE = 0.6; // pixels: the eye is less exact about bands and dashed curves

/** The band, which belongs behind all curves, and the line with its dots. `width` is the plot's, in pixels. */
export function curveMarks(curve: Series, x: Position, y: Position, width: number): { bands: Mark[]; lines: Mark[] } {
  const { label, tone, band, dots } = curve;
  const points = thinPoints(curve.points, width);
  const at = points.map((p) => ifFinite([x(p.x), y(p.y)]));
  const line = label === undefined ? simplifyCurve(at, FAINT_TOLERANCE) : simplifyCurve(at);
  const style = label === undefined ? { width: 1.25, dashed: true, opacity: 0.8 } : { width: 2 };
  const bandAt = (p: CurvePoint) => ifFinite([x(p.x), y(p.low), y(p.high)]);
  const bands: Mark[] = band
    ? [{ kind: 'band', points: simplifyCurve(points.map(bandAt), FAINT_TOLERANCE), tone }]
    : [];
  const alone = line.filter((_, i) => !line[i - 1] && !line[i + 1]);
  const dotted = dots ? at : alone;
  const shape = label === undefined ? 'ring' : 'circle';
  return { bands, lines: [{ kind: 'line', points: line, tone, ...style }, ...dotMarks(dotted, shape, tone)] };
}

function dotMarks(points: LineMark['points'], shape: PointMark['shape'], tone: Tone): Mark[] {
  return points.filter((point) => point !== null).map(([x, y]) => ({ kind: 'point', x, y, shape, tone }));
}

/** The coordinates, or a gap where one of them is not finite (the logarithm of 0, a loss that overflowed). */
const ifFinite = <const T extends readonly number[]>(coordinates: T): T | null =>
  coordinates.every(Number.isFinite) ? coordinates : null;
