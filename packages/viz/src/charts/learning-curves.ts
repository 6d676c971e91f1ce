// Accuracy and loss over the epochs of one run or many, from their histories.
import { max } from 'd3-array';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark, series } from '../chart';
import { checkWidth, refuse } from '../check';
import type { Series } from '../layout/curve-marks';
import { labelText } from '../layout/end-labels';
import { heading } from '../layout/heading';
import { linePanel } from '../layout/line-panel';
import { type CurvePoint, type Spread, summarizeSeeds } from '../layout/summarize-seeds';
import { valueText } from '../layout/value-text';
import { checkRuns, type RunCurves } from '../run-curves';

export interface LearningCurvesOptions extends ChartOptions {
  /** Which panels: default both, as far as the histories have them. */
  metric?: 'acc' | 'loss' | 'both';
  /** Draw the loss on a logarithmic axis, default false. */
  logScale?: boolean;
  /** The band of several seeds: smallest to largest (default), or one standard deviation to either side. */
  spread?: Spread;
  /** Names of runs that have no curve: the note says that they failed. */
  failed?: readonly string[];
}

const GAP = 4; // columns between panels
const SIDE_BY_SIDE = 120; // columns from which two panels stand side by side
const DETAILED_RUNS_IN_TEXT = 3; // for more runs than these, braille has no room for training curves and bands

/**
 * Validation curves, solid, with a label at the end of each, and training curves, dashed; means over the seeds with a
 * band. A history without validation is drawn by its training curve. Numbers that are not finite leave a gap. Text leaves
 * training curves and bands out where there are more than three runs.
 *
 * @throws MlpLabError `invalid-argument` where there is no run, a run has no history, or a history no epoch.
 */
export function learningCurves(runs: readonly RunCurves[], options: LearningCurvesOptions = {}): Chart {
  const { metric = 'both', logScale = false, spread = 'range' } = options;
  checkRuns(runs);
  if (spread !== 'range' && spread !== 'sd') refuse('spread', 'range or sd', spread);
  const panels = metricsOf(runs, metric).map((m) => panelOf(runs, m, logScale && m === 'loss', spread));
  const about = {
    seeds: max(runs, (run) => run.histories.length)!,
    validated: runs.some((run) => hasValidation(run, 'loss') || hasValidation(run, 'acc')),
    spread,
  };
  return chartOf(checkWidth(options.width, 960), (frame) => layout(panels, about, options, frame));
}

/** One panel: what stands for each run, and behind it the training curves of those that have validation. */
interface Panel {
  title: string;
  log: boolean;
  bounds?: readonly [number, number];
  curves: Series[];
  training: Series[];
}

/** What the note under the title says of all panels. */
interface About {
  seeds: number;
  validated: boolean;
  spread: Spread;
}

function layout(
  panels: readonly Panel[],
  about: About,
  { title = 'Learning curves', failed = [] }: LearningCurvesOptions,
  frame: Frame,
): Chart {
  const detailed = !frame.text || panels[0].curves.length <= DETAILED_RUNS_IN_TEXT;
  const head = heading(
    title,
    [noteOf(about, detailed), ...(failed.length > 0 ? [`failed: ${failed.join(', ')}`] : [])].join('; '),
    frame,
  );
  const beside = panels.length > 1 && frame.columns >= SIDE_BY_SIDE;
  const columns = beside ? Math.floor((frame.columns - GAP) / 2) : frame.columns;
  const marks: Mark[] = [...head.marks];
  const place = { x: 0, y: head.height, width: columns * CELL.width, rows: frame.text ? 16 : 18 };
  let height = 0;
  for (const panel of panels) {
    const plain = panel.curves.map((curve) => ({ ...curve, band: false }));
    const drawn = linePanel(
      { ...panel, series: detailed ? [...panel.training, ...panel.curves] : plain },
      place,
      frame,
    );
    marks.push(...drawn.marks);
    height = Math.max(height, place.y + drawn.height);
    if (beside) place.x += (columns + GAP) * CELL.width;
    else place.y += drawn.height + CELL.height;
  }
  const ends = panels[0].curves.map(({ label }) => labelText(label!));
  return { width: frame.width, height, title, desc: `Last ${panels[0].title}: ${ends.join('; ')}.`, marks };
}

function noteOf({ seeds, validated, spread }: About, detailed: boolean): string {
  const lines = !validated ? 'training' : detailed ? 'solid: validation, dashed: training' : 'validation';
  if (seeds === 1) return lines;
  const band = spread === 'range' ? 'smallest to largest' : 'one standard deviation to either side';
  return `${lines}; mean of ${seeds} seeds${detailed ? `, band: ${band}` : ''}`;
}

type Metric = 'acc' | 'loss';
const WORDS: Readonly<Record<Metric, string>> = { acc: 'accuracy', loss: 'loss' };

function panelOf(runs: readonly RunCurves[], metric: Metric, log: boolean, spread: Spread): Panel {
  const curve = (run: RunCurves, name: string) => summarizeSeeds(run.histories, name, spread);
  return {
    title: `${WORDS[metric]} by epoch${log ? ' (logarithmic)' : ''}`,
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
  return last ? valueText(last.y) : 'no number';
}

const hasValidation = (run: RunCurves, metric: Metric): boolean =>
  run.histories.some((history) => (history[`val_${metric}`]?.length ?? 0) > 0);

function metricsOf(runs: readonly RunCurves[], wanted: Metric | 'both'): Metric[] {
  if (!['acc', 'loss', 'both'].includes(wanted)) refuse('metric', 'acc, loss or both', wanted);
  const known = (['acc', 'loss'] as const).filter((metric) =>
    runs.some((run) => run.histories.some((history) => history[metric]?.length)),
  );
  const metrics = known.filter((metric) => wanted === 'both' || wanted === metric);
  if (metrics.length === 0) refuse('metric', `one that the histories have (${known.join(', ')})`, wanted);
  return metrics;
}
