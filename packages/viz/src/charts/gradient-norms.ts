// Do gradients vanish? The norm of the gradient of every layer over the epochs, on a logarithmic axis.
import { format } from 'd3-format';
import { type Chart, type ChartOptions, chartOf, type Frame, series } from '../chart';
import { checkList, checkName, checkWidth } from '../check';
import type { Series } from '../layout/curve-marks';
import { labelText } from '../layout/end-labels';
import { heading } from '../layout/heading';
import { linePanel } from '../layout/line-panel';
import { type CurvePoint, drawable } from '../layout/summarize-seeds';

/** One layer: the norm of its gradient, one number an epoch. */
export interface LayerNorms {
  name: string;
  norms: readonly number[];
}

export interface GradientNormsOptions extends ChartOptions {
  /** Default true; norms of zero are then left out. */
  logScale?: boolean;
}

const ROWS = 18;

/**
 * One curve a layer, in the order given, the first layer first. Numbers that are not finite leave a gap.
 *
 * @throws MlpLabError `invalid-argument` where there is no layer, or one without an epoch.
 */
export function gradientNorms(layers: readonly LayerNorms[], options: GradientNormsOptions = {}): Chart {
  checkList('layers', layers, 'layers').forEach(({ name, norms }, i) => {
    checkName(`layers[${i}].name`, name);
    checkList(`layers[${i}].norms`, norms, 'epochs');
  });
  const curves = layers.map(({ name, norms }, i): Series => {
    const last = norms.findLast((norm) => Number.isFinite(drawable(norm)));
    const label = { name, value: last === undefined ? 'no number' : format('.2~g')(last) };
    return { label, tone: series(i), points: norms.map(pointOf) };
  });
  return chartOf(checkWidth(options.width, 640), (frame) => layout(curves, options, frame));
}

function layout(
  curves: readonly Series[],
  { title = 'Gradient norms by layer', logScale = true }: GradientNormsOptions,
  frame: Frame,
): Chart {
  const head = heading(title, '', frame);
  const place = { x: 0, y: head.height, width: frame.width, rows: ROWS };
  const name = `norm of the gradient by epoch${logScale ? ' (logarithmic)' : ''}`;
  const panel = linePanel({ title: name, series: curves, log: logScale }, place, frame);
  return {
    width: frame.width,
    height: head.height + panel.height,
    title,
    desc: `Norm at the last epoch: ${curves.map(({ label }) => labelText(label!)).join('; ')}.`,
    marks: [...head.marks, ...panel.marks],
  };
}

function pointOf(norm: number, epoch: number): CurvePoint {
  const y = drawable(norm);
  return { x: epoch + 1, y, low: y, high: y };
}
