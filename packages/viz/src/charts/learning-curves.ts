// Accuracy and loss by epoch of one or many runs, from their histories.
import { checkBoolean, checkCount, checkOptions, describeValue, invalidArgument, oneOf } from '@mlp-lab/core';
import { max } from 'd3-array';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark } from '../chart';
import { CHART_CHECKS, checkText } from '../check';
import type { Series } from '../layout/curve-marks';
import { labelText } from '../layout/end-labels';
import { heading } from '../layout/heading';
import { labelColumnsOf, labelRoom, linePanel } from '../layout/line-panel';
import { valueText } from '../layout/number-text';
import { type CurvePoint, SPREAD_TEXT, type Spread, summarizeSeeds } from '../layout/summarize-seeds';
import { checkRuns, type RunCurves } from '../run-curves';
import { series } from '../theme';

/** Options of `learningCurves`. */
export interface LearningCurvesOptions extends ChartOptions {
  /** Which panels. @default 'both', as far as the histories have them */
  metric?: 'acc' | 'loss' | 'both' | undefined;
  /** Whether the axis of the loss is logarithmic. @default false */
  logScale?: boolean | undefined;
  /** The band of several seeds: from minimum to maximum, or one standard deviation to either side. @default 'range' */
  spread?: Spread | undefined;
  /** Whether the axis of the accuracy goes from 0 to 1, whatever the values, so that it stays while training goes on. @default false */
  fullRange?: boolean | undefined;
  /** The epoch at which the axes end, at least; as above. @default the last one of the histories */
  epochs?: number | undefined;
  /** The names of runs without a curve: the note says that they failed. @default none */
  failed?: readonly string[] | undefined;
}

const MAX_FAILED = 4; // in the note
const GAP = 4; // columns between panels
const SIDE_BY_SIDE = 120; // columns from which two panels are drawn side by side
const MAX_DETAILED_RUNS = 3; // in text: braille has no room for the training curves of more, nor for the bands of more than one

/**
 * Validation curves, solid, each with a label at its end, and training curves, dashed; with several seeds their means and
 * a band. A history without validation is drawn by its training curve. Values that are not finite leave a gap. Text leaves out
 * bands where there are several runs, and training curves where there are more than three.
 *
 * @throws MlpLabError `invalid-argument` where there is no run, a run has no history, or a history no epoch.
 */
export function learningCurves(runs: readonly RunCurves[], options: LearningCurvesOptions = {}): Chart {
  const checked = checkRuns(runs);
  const given = checkOptions('learningCurves', options, {
    ...CHART_CHECKS,
    metric: oneOf(['acc', 'loss', 'both']),
    logScale: checkBoolean,
    spread: oneOf(['range', 'sd']),
    fullRange: checkBoolean,
    epochs: checkCount,
    failed: checkFailed,
  });
  const { metric = 'both', logScale = false, spread = 'range' } = given;
  const panels = metricsOf(checked, metric).map((m) => ({
    ...panelOf(checked, m, logScale && m === 'loss', spread),
    fullRange: given.fullRange,
    last: given.epochs,
  }));
  const content = {
    seeds: max(checked, (run) => run.histories.length)!,
    epochs: max(checked, (run) =>
      max(run.histories, (history) => max(Object.values(history), (values) => values?.length)),
    )!,
    validated: checked.some((run) => hasValidation(run, 'loss') || hasValidation(run, 'acc')),
    spread,
  };
  return chartOf(given.width ?? 960, (frame) => layout(panels, content, given, frame));
}

function checkFailed(name: string, value: unknown): void {
  if (!Array.isArray(value)) throw invalidArgument(name, 'an array of names', describeValue(value));
  for (const [i, run] of value.entries()) checkText(`${name}[${i}]`, run);
}

/** One panel: the curve that stands for each run, and behind them the training curves of those that have validation. */
interface Panel {
  title: string;
  across: string;
  log: boolean;
  bounds?: readonly [number, number];
  curves: Series[];
  training: Series[];
  fullRange?: boolean;
  last?: number;
}

/** What the note under the title says. */
interface Content {
  seeds: number;
  /** Of the longest history. */
  epochs: number;
  validated: boolean;
  spread: Spread;
}

function layout(
  panels: readonly Panel[],
  content: Content,
  { title = 'Learning curves', failed = [] }: LearningCurvesOptions,
  frame: Frame,
): Chart {
  const { length } = panels[0].curves;
  const detailed = !frame.text || length <= MAX_DETAILED_RUNS;
  const banded = !frame.text || length === 1;
  const failures = failed.length > 0 ? [`failed: ${listNames(failed)}`] : [];
  const head = heading(
    title,
    [noteOf(content, { dashed: detailed && (frame.text ? 'dotted' : 'dashed'), banded }), ...failures].join('; '),
    frame,
  );
  const half = Math.floor((frame.columns - GAP) / 2);
  const beside = panels.length > 1 && frame.columns >= SIDE_BY_SIDE && panels.every((panel) => hasRoom(panel, half));
  const columns = beside ? half : frame.columns;
  const marks: Mark[] = [...head.marks];
  const box = { x: 0, y: head.height, width: columns * CELL.width, rows: frame.text ? 16 : 18 };
  let height = 0;
  for (const panel of panels) {
    const curves = banded ? panel.curves : panel.curves.map((curve) => ({ ...curve, band: false }));
    const drawn = linePanel({ ...panel, series: detailed ? [...panel.training, ...curves] : curves }, box, frame);
    for (const mark of drawn.marks) marks.push(mark);
    height = Math.max(height, box.y + drawn.height);
    if (beside) box.x += (columns + GAP) * CELL.width;
    else box.y += drawn.height + CELL.height;
  }
  const ends = panels[0].curves.map(({ label }) => labelText(label!));
  return { width: frame.width, height, title, desc: `Last ${panels[0].title}: ${ends.join('; ')}.`, marks };
}

/** Whether the names of all curves fit beside a panel of that width. */
const hasRoom = ({ curves }: Panel, columns: number): boolean =>
  labelColumnsOf(curves.map(({ label }) => label!)) <= labelRoom(columns);

/** The first names, and how many there are more. */
function listNames(names: readonly string[]): string {
  if (names.length <= MAX_FAILED) return names.join(', ');
  return `${names.slice(0, MAX_FAILED).join(', ')} and ${names.length - MAX_FAILED} more`;
}

function noteOf(
  { seeds, epochs, validated, spread }: Content,
  { dashed, banded }: { dashed: string | false; banded: boolean },
): string {
  const [main, other] = epochs === 1 ? ['filled', 'hollow'] : ['solid', dashed];
  const lines = !validated ? 'training' : dashed ? `${main}: validation, ${other}: training` : 'validation';
  if (seeds === 1) return lines;
  return `${lines}; mean of ${seeds} seeds${banded ? `, band: ${SPREAD_TEXT[spread]}` : ''}`;
}

type Metric = 'acc' | 'loss';
const METRIC_NAMES: Readonly<Record<Metric, string>> = { acc: 'accuracy', loss: 'loss' };

function panelOf(runs: readonly RunCurves[], metric: Metric, log: boolean, spread: Spread): Panel {
  const curve = (run: RunCurves, name: string) => summarizeSeeds(run.histories, name, spread);
  return {
    title: METRIC_NAMES[metric],
    across: 'epoch',
    log,
    bounds: metric === 'acc' ? [0, 1] : undefined,
    curves: runs.map((run, i): Series => {
      const points = curve(run, hasValidation(run, metric) ? `val_${metric}` : metric);
      return {
        label: { name: run.name, value: lastValue(points) },
        tone: series(i),
        points,
        band: run.histories.length > 1,
      };
    }),
    training: runs.flatMap((run, i): Series[] =>
      hasValidation(run, metric) ? [{ tone: series(i), points: curve(run, metric) }] : [],
    ),
  };
}

function lastValue(points: readonly CurvePoint[]): string {
  const last = points.findLast((point) => Number.isFinite(point.y));
  return last ? valueText(last.y) : 'not finite';
}

const hasValidation = (run: RunCurves, metric: Metric): boolean =>
  run.histories.some((history) => (history[`val_${metric}`]?.length ?? 0) > 0);

function metricsOf(runs: readonly RunCurves[], wanted: Metric | 'both'): Metric[] {
  const known = (['acc', 'loss'] as const).filter((metric) =>
    runs.some((run) => run.histories.some((history) => history[metric]?.length)),
  );
  const metrics = known.filter((metric) => wanted === 'both' || wanted === metric);
  if (metrics.length === 0) throw invalidArgument('metric', `a metric of the histories (${known.join(', ')})`, wanted);
  return metrics;
}
