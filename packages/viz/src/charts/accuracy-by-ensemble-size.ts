// The accuracy of ensembles by their number of members, with the spread over different subsets of members.
import {
  checkArray,
  checkCount,
  checkNumbers,
  checkObject,
  checkOptions,
  checkString,
  invalidArgument,
  oneOf,
} from '@mlp-lab/core';
import { type Chart, type ChartOptions, chartOf } from '../chart';
import { CHART_CHECKS } from '../check';
import type { Series } from '../layout/curve-marks';
import { lineChart } from '../layout/line-chart';
import { accuracyText } from '../layout/number-text';
import { SPREAD_TEXT, type Spread, summarize } from '../layout/summarize-seeds';
import { series } from '../theme';

/** The ensembles of one kind of vote. */
export interface EnsembleCurve {
  /** Of the vote: "soft". */
  name: string;
  /** One per size. */
  points: readonly EnsemblePoint[];
}

/** The ensembles of one size and their accuracies, 0 to 1, one per subset of members. */
export interface EnsemblePoint {
  /** The number of members. */
  size: number;
  /** Of each ensemble of that size, 0 to 1. */
  accuracies: ArrayLike<number>;
}

/** Options of `accuracyByEnsembleSize`. */
export interface AccuracyByEnsembleSizeOptions extends ChartOptions {
  /** The band: from minimum to maximum, or one standard deviation to either side. @default 'range' */
  spread?: Spread | undefined;
}

const ROWS = 16;

/**
 * One curve per kind of vote, through the mean accuracy at every size, with a band.
 *
 * @throws MlpLabError `invalid-argument` where there is no curve, no point, or an accuracy that is not from 0 to 1.
 */
export function accuracyByEnsembleSize(
  curves: readonly EnsembleCurve[],
  options: AccuracyByEnsembleSizeOptions = {},
): Chart {
  const checked = checkArray('curves', curves, 'curves').map(checkCurve);
  const {
    spread = 'range',
    title = 'Accuracy by ensemble size',
    width = 640,
  } = checkOptions('accuracyByEnsembleSize', options, { ...CHART_CHECKS, spread: oneOf(['range', 'sd']) });
  const lines = checked.map(({ name, points }, i): Series => {
    const means = points
      .sort((a, b) => a.size - b.size)
      .map((point) => summarize(point.size, point.accuracies, spread));
    const band = points.some((point) => point.accuracies.length > 1);
    return {
      label: { name, value: accuracyText(means.at(-1)!.y) },
      tone: series(i + 1),
      points: means,
      band,
      dots: true,
    };
  });
  const note = lines.some((line) => line.band) ? `mean over subsets of members, band: ${SPREAD_TEXT[spread]}` : '';
  const panel = { title: 'test accuracy', across: 'number of members', series: lines, bounds: [0, 1] } as const;
  return chartOf(width, (frame) =>
    lineChart({ title, note, desc: 'Accuracy of the largest ensemble', rows: ROWS, panel }, frame),
  );
}

function checkCurve(curve: EnsembleCurve, i: number) {
  checkObject(`curves[${i}]`, curve);
  checkString(`curves[${i}].name`, curve.name);
  const points = checkArray(`curves[${i}].points`, curve.points, 'points').map((point, j) => {
    const name = `curves[${i}].points[${j}]`;
    const { size, accuracies } = checkObject(name, point) as EnsemblePoint;
    checkCount(`${name}.size`, size);
    const values = Array.from(checkNumbers(`${name}.accuracies`, accuracies, 0, 1));
    if (values.length === 0) throw invalidArgument(`${name}.accuracies`, 'at least one accuracy', 'none');
    return { size, accuracies: values };
  });
  return { name: curve.name, points };
}
