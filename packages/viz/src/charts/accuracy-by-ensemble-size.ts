// What more members buy: accuracy by the number of members, with the spread over different choices of them.
import { deviation, extent, mean } from 'd3-array';
import { format } from 'd3-format';
import { type Chart, type ChartOptions, chartOf, type Frame, series } from '../chart';
import { checkCount, checkList, checkName, checkNumber, checkWidth } from '../check';
import type { Series } from '../layout/curve-marks';
import { labelText } from '../layout/end-labels';
import { heading } from '../layout/heading';
import { linePanel } from '../layout/line-panel';
import type { CurvePoint, Spread } from '../layout/summarize-seeds';

/** One way to vote. */
export interface EnsembleCurve {
  name: string;
  points: readonly EnsemblePoint[];
}

/** Ensembles of one size: the accuracy of each, 0 to 1, one a choice of members. */
export interface EnsemblePoint {
  size: number;
  accuracies: readonly number[];
}

export interface AccuracyByEnsembleSizeOptions extends ChartOptions {
  /** The band: smallest to largest (default), or one standard deviation to either side. */
  spread?: Spread;
}

const ROWS = 16;

/**
 * A curve for each way to vote, through the mean accuracy at every size, with a band.
 *
 * @throws MlpLabError `invalid-argument` where there is no curve, no point, or an accuracy that is not from 0 to 1.
 */
export function accuracyByEnsembleSize(
  curves: readonly EnsembleCurve[],
  options: AccuracyByEnsembleSizeOptions = {},
): Chart {
  checkList('curves', curves, 'ways to vote').forEach(checkCurve);
  const lines = curves.map(({ name, points }, i): Series => {
    const summary = [...points]
      .sort((a, b) => a.size - b.size)
      .map((point) => summarize(point, options.spread ?? 'range'));
    const band = points.some((point) => point.accuracies.length > 1);
    return {
      label: { name, value: format('.4f')(summary.at(-1)!.y) },
      tone: series(i + 1),
      points: summary,
      band,
      dots: true,
    };
  });
  return chartOf(checkWidth(options.width, 640), (frame) => layout(lines, options, frame));
}

function layout(
  lines: readonly Series[],
  { title = 'Accuracy by ensemble size', spread = 'range' }: AccuracyByEnsembleSizeOptions,
  frame: Frame,
): Chart {
  const words = spread === 'range' ? 'smallest to largest' : 'one standard deviation to either side';
  const head = heading(
    title,
    lines.some((line) => line.band) ? `mean over choices of members, band: ${words}` : '',
    frame,
  );
  const place = { x: 0, y: head.height, width: frame.width, rows: ROWS };
  const panel = linePanel({ title: 'test accuracy by number of members', series: lines, bounds: [0, 1] }, place, frame);
  return {
    width: frame.width,
    height: head.height + panel.height,
    title,
    desc: `Accuracy of the largest ensemble: ${lines.map(({ label }) => labelText(label!)).join('; ')}.`,
    marks: [...head.marks, ...panel.marks],
  };
}

function summarize({ size, accuracies }: EnsemblePoint, spread: Spread): CurvePoint {
  const y = mean(accuracies)!;
  const sd = deviation(accuracies) ?? 0;
  const [low, high] = spread === 'range' ? (extent(accuracies) as [number, number]) : [y - sd, y + sd];
  return { x: size, y, low, high };
}

function checkCurve({ name, points }: EnsembleCurve, i: number): void {
  checkName(`curves[${i}].name`, name);
  checkList(`curves[${i}].points`, points, 'sizes').forEach(({ size, accuracies }, j) => {
    checkCount(`curves[${i}].points[${j}].size`, size);
    checkList(`curves[${i}].points[${j}].accuracies`, accuracies, 'accuracies').forEach((value, k) => {
      checkNumber(`curves[${i}].points[${j}].accuracies[${k}]`, value, 0, 1);
    });
  });
}
