// Which optimizer learns fastest: the epochs at which each first reaches some accuracies.
import { checkArray, checkNumbers, checkOptions, describeValue, invalidArgument } from '@mlp-lab/core';
import { max } from 'd3-array';
import { format } from 'd3-format';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark, type PointMark } from '../chart';
import { CHART_CHECKS } from '../check';
import { axisHeight, axisTitle } from '../layout/axis-title';
import { countAxis } from '../layout/count-axis';
import { heading } from '../layout/heading';
import { legend } from '../layout/legend';
import { textMark } from '../layout/marks';
import { summarizeSeeds } from '../layout/summarize-seeds';
import { fitText, textWidth } from '../layout/text-width';
import { checkRuns, type RunCurves } from '../run-curves';

/** Options of `optimizerRace`. */
export interface OptimizerRaceOptions extends ChartOptions {
  /** One to three accuracies, in ascending order. @default [0.8, 0.9, 0.95] */
  thresholds?: readonly number[] | undefined;
}

const MARKERS: readonly Pick<PointMark, 'shape' | 'tone'>[] = [
  { shape: 'ring', tone: 'series-6' },
  { shape: 'circle', tone: 'series-3' },
  { shape: 'diamond', tone: 'series-4' },
];
const MAX_NAME_COLUMNS = 48; // and at most a third of the chart

/**
 * One track per run, the fastest on top, with a marker at the first epoch at which the validation accuracy (or the training
 * accuracy, without validation), as the mean of the seeds, reaches each threshold.
 *
 * @throws MlpLabError `invalid-argument` where there is no run, a run has no accuracy, or there are not one to three thresholds.
 */
export function optimizerRace(runs: readonly RunCurves[], options: OptimizerRaceOptions = {}): Chart {
  const checked = checkRuns(runs);
  const given = checkOptions('optimizerRace', options, { ...CHART_CHECKS, thresholds: checkThresholds });
  const { thresholds = [0.8, 0.9, 0.95] } = given;
  const tracks = checked.map((run, i) => trackOf(run, i, thresholds)).sort(byRank);
  return chartOf(given.width ?? 720, (frame) => layout(tracks, thresholds, given, frame));
}

function checkThresholds(name: string, value: unknown): void {
  const { length } = checkNumbers(name, checkArray(name, value as number[], 'accuracies'), 0, 1);
  if (length > MARKERS.length)
    throw invalidArgument(name, `at most ${MARKERS.length} accuracies`, describeValue(value));
}

interface Track {
  name: string;
  epochs: number;
  /** The epoch at which each threshold is reached; Infinity where it never is. */
  reached: number[];
  best: number;
}

function trackOf({ name, histories }: RunCurves, i: number, thresholds: readonly number[]): Track {
  const metric = histories.some((history) => history.val_acc?.length) ? 'val_acc' : 'acc';
  const curve = summarizeSeeds(histories, metric, 'range');
  if (curve.length === 0) throw invalidArgument(`runs[${i}].histories`, 'histories with val_acc or acc', 'neither');
  return {
    name,
    epochs: curve.length,
    reached: thresholds.map((threshold) => curve.find((point) => point.y >= threshold)?.x ?? Infinity),
    best: max(curve, (point) => point.y) ?? Number.NaN,
  };
}

/** By the last threshold, then by those before it, then by the best accuracy. */
function byRank(a: Track, b: Track): number {
  for (let i = a.reached.length - 1; i >= 0; i--)
    if (a.reached[i] !== b.reached[i]) return a.reached[i] < b.reached[i] ? -1 : 1;
  return b.best - a.best;
}

function layout(
  tracks: readonly Track[],
  thresholds: readonly number[],
  { title = 'Race of the optimizers' }: OptimizerRaceOptions,
  frame: Frame,
): Chart {
  const head = heading(title, 'first epoch at which each accuracy is reached', frame);
  const keys = thresholds.map((threshold, i) => ({
    symbol: MARKERS[i].shape,
    tone: MARKERS[i].tone,
    text: percentText(threshold),
  }));
  const legendRows = legend(keys, head.height + CELL.height / 2, frame);
  const nameColumns = Math.min(MAX_NAME_COLUMNS, Math.floor(frame.columns / 3));
  const names = tracks.map((track) => fitText(track.name, nameColumns));
  const results = tracks.map((track) => resultText(track, thresholds));
  const pitch = frame.text ? CELL.height : 26;
  const top = head.height + legendRows.height + CELL.height;
  const plot = {
    left: (max(names, textWidth)! + 1) * CELL.width,
    right: (frame.columns - max(results, textWidth)! - 1) * CELL.width,
    bottom: top + tracks.length * pitch,
  };
  const axis = countAxis(1, max(tracks, (track) => track.epochs)!, plot, frame);
  const rows = tracks.flatMap((track, i) => {
    const y = top + (i + 0.5) * pitch;
    return [
      textMark(names[i], plot.left - CELL.width, y, { anchor: 'end' }),
      ...trackMarks(track, thresholds, axis.scale, y),
      textMark(results[i], plot.right + CELL.width, y, { tone: 'muted' }),
    ];
  });
  return {
    width: frame.width,
    height: plot.bottom + axisHeight(frame),
    title,
    desc: `${tracks.map(({ name }, i) => `${name}: ${results[i]}`).join('; ')}.`,
    marks: [...head.marks, ...legendRows.marks, ...axis.marks, ...epochTitle(plot, frame), ...rows],
  };
}

/** In text, which has no row for it, after the labels of the ticks. */
function epochTitle(plot: { left: number; right: number; bottom: number }, frame: Frame): Mark[] {
  if (!frame.text) return axisTitle('epoch', plot, frame);
  return [textMark('epoch', plot.right + CELL.width, plot.bottom + 1.1 * CELL.height, { tone: 'muted' })];
}

/** The track up to the last threshold, or a pale one to the last epoch where that is not reached, and a marker for each threshold. */
function trackMarks(track: Track, thresholds: readonly number[], x: (epoch: number) => number, y: number): Mark[] {
  const { name, reached, epochs } = track;
  const goal = reached.at(-1)!;
  const [end, tone] = Number.isFinite(goal) ? ([goal, 'muted'] as const) : ([epochs, 'grid'] as const);
  const rule: Mark = { kind: 'rule', role: 'mark', x1: x(1), y1: y, x2: x(end), y2: y, tone, width: 1.5 };
  const markers = reached.map((epoch, i): Mark => {
    const title = `${name}: ${percentText(thresholds[i])} at epoch ${epoch}`;
    return { kind: 'point', x: x(epoch), y, ...MARKERS[i], title };
  });
  return [rule, ...markers.filter((_, i) => Number.isFinite(reached[i]))];
}

function resultText({ reached, best }: Track, thresholds: readonly number[]): string {
  const last = reached.findLastIndex(Number.isFinite);
  if (last < 0 && Number.isNaN(best)) return 'not finite';
  return last < 0
    ? `best ${format('.1f')(best * 100)} %`
    : `${percentText(thresholds[last])} at epoch ${reached[last]}`;
}

const percentText = (value: number): string => `${format('~r')(Math.round(value * 1000) / 10)} %`;
