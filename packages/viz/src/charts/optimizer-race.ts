// Who learns fastest: for every optimizer, the epochs at which it first reached each of a few accuracies.
import { max } from 'd3-array';
import { format } from 'd3-format';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark, type PointMark } from '../chart';
import { checkList, checkNumber, checkWidth, refuse } from '../check';
import { countAxis } from '../layout/count-axis';
import { heading } from '../layout/heading';
import { legend } from '../layout/legend';
import { summarizeSeeds } from '../layout/summarize-seeds';
import { fitText, textWidth } from '../layout/text-width';
import { words } from '../layout/words';
import { checkRuns, type RunCurves } from '../run-curves';

export interface OptimizerRaceOptions extends ChartOptions {
  /** Up to three accuracies, the easiest first; default 0.8, 0.9, 0.95. */
  thresholds?: readonly number[];
}

const SIGNS: readonly Pick<PointMark, 'shape' | 'tone'>[] = [
  { shape: 'ring', tone: 'series-6' },
  { shape: 'circle', tone: 'series-3' },
  { shape: 'diamond', tone: 'series-4' },
];
const MOST_NAME_COLUMNS = 24;

/**
 * One track a run, the fastest on top: a sign at the first epoch whose validation accuracy (training accuracy without
 * validation), as mean over the seeds, is at least each threshold.
 *
 * @throws MlpLabError `invalid-argument` where there is no run, or one without accuracy, or more than three thresholds.
 */
export function optimizerRace(runs: readonly RunCurves[], options: OptimizerRaceOptions = {}): Chart {
  const { thresholds = [0.8, 0.9, 0.95] } = options;
  checkRuns(runs);
  checkList('thresholds', thresholds, 'accuracies').forEach((value, i) => {
    checkNumber(`thresholds[${i}]`, value, 0, 1);
  });
  if (thresholds.length > SIGNS.length) refuse('thresholds', `at most ${SIGNS.length} accuracies`, thresholds);
  const tracks = runs.map((run, i) => trackOf(run, i, thresholds)).sort(byPlace);
  return chartOf(checkWidth(options.width, 720), (frame) => layout(tracks, thresholds, options, frame));
}

interface Track {
  name: string;
  epochs: number;
  /** The epoch of each threshold; infinite where it was not reached. */
  reached: number[];
  best: number;
}

function trackOf({ name, histories }: RunCurves, i: number, thresholds: readonly number[]): Track {
  const metric = histories.some((history) => history.val_acc?.length) ? 'val_acc' : 'acc';
  const curve = summarizeSeeds(histories, metric, 'range');
  if (curve.length === 0) refuse(`runs[${i}].histories`, 'histories with val_acc or acc', 'neither');
  return {
    name,
    epochs: curve.length,
    reached: thresholds.map((threshold) => curve.find((point) => point.y >= threshold)?.x ?? Infinity),
    best: max(curve, (point) => point.y) ?? Number.NaN,
  };
}

/** The hardest threshold decides, then the next; then the best accuracy. */
function byPlace(a: Track, b: Track): number {
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
  const head = heading(title, 'the first epoch at which each accuracy is reached', frame);
  const keys = thresholds.map((threshold, i) => ({
    symbol: SIGNS[i].shape,
    tone: SIGNS[i].tone,
    text: percentText(threshold),
  }));
  const legendRows = legend(keys, 0, head.height + CELL.height / 2, frame);
  const nameColumns = Math.min(MOST_NAME_COLUMNS, Math.floor(frame.columns / 3));
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
      words(names[i], plot.left - CELL.width, y, { anchor: 'end' }),
      ...trackMarks(track, thresholds, axis.scale, y),
      words(results[i], plot.right + CELL.width, y, { tone: 'muted' }),
    ];
  });
  return {
    width: frame.width,
    height: plot.bottom + 2 * CELL.height,
    title,
    desc: `${tracks.map(({ name }, i) => `${name}: ${results[i]}`).join('; ')}.`,
    marks: [...head.marks, ...legendRows.marks, ...axis.marks, ...rows],
  };
}

/** The track up to the hardest accuracy, or pale to the last epoch where that was not reached, and a sign at each accuracy. */
function trackMarks(track: Track, thresholds: readonly number[], x: (epoch: number) => number, y: number): Mark[] {
  const { name, reached, epochs } = track;
  const goal = reached.at(-1)!;
  const [end, tone] = Number.isFinite(goal) ? ([goal, 'muted'] as const) : ([epochs, 'grid'] as const);
  const rule: Mark = { kind: 'rule', role: 'mark', x1: x(1), y1: y, x2: x(end), y2: y, tone, width: 1.5 };
  const signs = reached.map((epoch, i): Mark => {
    const title = `${name}: ${percentText(thresholds[i])} at epoch ${epoch}`;
    return { kind: 'point', x: x(epoch), y, ...SIGNS[i], title };
  });
  return [rule, ...signs.filter((_, i) => Number.isFinite(reached[i]))];
}

function resultText({ reached, best }: Track, thresholds: readonly number[]): string {
  const last = reached.findLastIndex(Number.isFinite);
  if (last < 0 && Number.isNaN(best)) return 'no number';
  return last < 0 ? `best ${percentText(best)}` : `${percentText(thresholds[last])} at epoch ${reached[last]}`;
}

const percentText = (value: number): string => `${format('~r')(Math.round(value * 1000) / 10)} %`;
