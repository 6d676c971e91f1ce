// Accuracy and loss over the epochs of one run or many, from their histories.
import type { History } from '@mlp-lab/core';
import { format } from 'd3-format';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark, series } from '../chart';
import { checkList, checkName, checkWidth, refuse } from '../check';
import type { Series } from '../layout/curve-marks';
import { heading } from '../layout/heading';
import { linePanel, type PanelSpec } from '../layout/line-panel';
import { type Spread, summarizeSeeds } from '../layout/summarize-seeds';

/** The histories of one variant, one a seed. */
export interface RunCurves {
  name: string;
  histories: readonly History[];
}

export interface LearningCurvesOptions extends ChartOptions {
  /** Which panels: default both, as far as the histories have them. */
  metric?: 'acc' | 'loss' | 'both';
  /** Draw the loss on a logarithmic axis, default false. */
  logScale?: boolean;
  /** The band of several seeds: smallest to largest (default), or one standard deviation to either side. */
  spread?: Spread;
}

const GAP = 4; // columns between panels
const SIDE_BY_SIDE = 120; // columns from which two panels stand side by side
const DETAILED_RUNS_IN_TEXT = 3; // for more runs than these, braille has no room for training curves and bands

/**
 * Validation curves, solid, with a label at the end of each, and training curves, dashed; means over the seeds with a
 * band. A history without validation is drawn by its training curve. Numbers that are not finite leave a gap.
 *
 * @throws MlpLabError `invalid-argument` where there is no run, a run has no history, or a history no epoch.
 */
export function learningCurves(runs: readonly RunCurves[], options: LearningCurvesOptions = {}): Chart {
  checkList('runs', runs, 'runs').forEach(checkRun);
  const metrics = metricsOf(runs, options.metric ?? 'both');
  return chartOf(checkWidth(options.width, 960), (frame) => layout(runs, metrics, options, frame));
}

function layout(
  runs: readonly RunCurves[],
  metrics: readonly Metric[],
  options: LearningCurvesOptions,
  frame: Frame,
): Chart {
  const title = options.title ?? 'Learning curves';
  const detailed = !frame.text || runs.length <= DETAILED_RUNS_IN_TEXT;
  const head = heading(title, noteOf(runs, options.spread ?? 'range', detailed), frame);
  const beside = metrics.length > 1 && frame.columns >= SIDE_BY_SIDE;
  const columns = beside ? Math.floor((frame.columns - GAP) / 2) : frame.columns;
  const rows = frame.text ? 16 : 18;
  const marks: Mark[] = [...head.marks];
  let y = head.height;
  let height = 0;
  metrics.forEach((metric, i) => {
    const x = beside ? i * (columns + GAP) * CELL.width : 0;
    const panel = linePanel(
      panelSpec(runs, metric, options, detailed),
      { x, y, width: columns * CELL.width, rows },
      frame,
    );
    marks.push(...panel.marks);
    height = Math.max(height, y + panel.height);
    if (!beside) y += panel.height + CELL.height;
  });
  return { width: frame.width, height, title, desc: describe(runs, metrics[0]), marks };
}

type Metric = 'acc' | 'loss';
const WORDS: Readonly<Record<Metric, string>> = { acc: 'accuracy', loss: 'loss' };

function panelSpec(
  runs: readonly RunCurves[],
  metric: Metric,
  options: LearningCurvesOptions,
  detailed: boolean,
): PanelSpec {
  const { logScale = false, spread = 'range' } = options;
  const log = logScale && metric === 'loss';
  return {
    title: `${WORDS[metric]} by epoch${log ? ' (logarithmic)' : ''}`,
    series: runs.flatMap((run, i): Series[] => {
      const solid = { ...curve(run, metric, spread), tone: series(i), band: detailed && run.histories.length > 1 };
      const shadow = detailed && hasValidation(run, metric);
      return shadow ? [{ tone: series(i), points: summarizeSeeds(run.histories, metric, spread) }, solid] : [solid];
    }),
    log,
    bounds: metric === 'acc' ? [0, 1] : undefined,
  };
}

/** What stands for a run: its validation curve, or its training curve where it has none; labelled with the last value. */
function curve(run: RunCurves, metric: Metric, spread: Spread): { label: string; points: Series['points'] } {
  const points = summarizeSeeds(run.histories, hasValidation(run, metric) ? `val_${metric}` : metric, spread);
  const last = points.findLast((point) => Number.isFinite(point.y));
  return { label: `${run.name} ${last ? format('.3f')(last.y) : 'no number'}`, points };
}

const hasValidation = (run: RunCurves, metric: Metric): boolean =>
  run.histories.some((h) => (h[`val_${metric}`]?.length ?? 0) > 0);

function metricsOf(runs: readonly RunCurves[], wanted: Metric | 'both'): Metric[] {
  if (!['acc', 'loss', 'both'].includes(wanted)) refuse('metric', 'acc, loss or both', wanted);
  const known = (['acc', 'loss'] as const).filter((metric) =>
    runs.some((run) => run.histories.some((h) => h[metric]?.length)),
  );
  const metrics = known.filter((metric) => wanted === 'both' || wanted === metric);
  if (metrics.length === 0) refuse('metric', `one that the histories have (${known.join(', ')})`, wanted);
  return metrics;
}

function noteOf(runs: readonly RunCurves[], spread: Spread, detailed: boolean): string {
  const validated = runs.some((run) => hasValidation(run, 'loss') || hasValidation(run, 'acc'));
  const seeds = Math.max(...runs.map((run) => run.histories.length));
  const lines = !validated ? 'training' : detailed ? 'solid: validation, dashed: training' : 'validation';
  if (seeds === 1) return lines;
  const band = spread === 'range' ? 'smallest to largest' : 'one standard deviation to either side';
  return `${lines}; mean of ${seeds} seeds${detailed ? `, band: ${band}` : ''}`;
}

function describe(runs: readonly RunCurves[], metric: Metric): string {
  const ends = runs.map((run) => curve(run, metric, 'range').label);
  return `Last ${WORDS[metric]} of each run: ${ends.join('; ')}.`;
}

/** The check of one run, for every chart that takes runs. */
export function checkRun(run: RunCurves, i: number): void {
  checkName(`runs[${i}].name`, run.name);
  checkList(`runs[${i}].histories`, run.histories, 'histories').forEach((history, j) => {
    checkList(`runs[${i}].histories[${j}].loss`, history.loss, 'epochs');
  });
}
