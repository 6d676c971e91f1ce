// Vanishing and exploding gradients: the gradient norm of every layer by epoch, on a logarithmic axis.
import { checkArray, checkBoolean, checkObject, checkOptions, checkString } from '@mlp-lab/core';
import { format } from 'd3-format';
import { type Chart, type ChartOptions, chartOf, type Frame } from '../chart';
import { CHART_CHECKS } from '../check';
import type { Series } from '../layout/curve-marks';
import { lineChart } from '../layout/line-chart';
import { type CurvePoint, drawable } from '../layout/summarize-seeds';
import { checkEpochs } from '../run-curves';
import { series } from '../theme';

/** One layer and the norm of its gradient at each epoch. */
export interface LayerNorms {
  /** For the legend. */
  name: string;
  /** One per epoch. */
  norms: readonly number[];
}

/** Options of `gradientNorms`. */
export interface GradientNormsOptions extends ChartOptions {
  /** Whether the axis is logarithmic, which leaves norms of 0 out. @default true */
  logScale?: boolean | undefined;
}

const ROWS = 18;

/**
 * One curve per layer, in the order given: the first layer first. Values that are not finite leave a gap.
 *
 * @throws MlpLabError `invalid-argument` where there is no layer, or one without an epoch.
 */
export function gradientNorms(layers: readonly LayerNorms[], options: GradientNormsOptions = {}): Chart {
  const curves = checkArray('layers', layers, 'layers').map((layer, i): Series => {
    checkObject(`layers[${i}]`, layer);
    const name = checkString(`layers[${i}].name`, layer.name);
    const norms = checkEpochs(`layers[${i}].norms`, layer.norms);
    const last = norms.findLast((norm) => Number.isFinite(drawable(norm)));
    return {
      label: { name, value: last === undefined ? 'not finite' : normText(last) },
      tone: series(i),
      points: norms.map(pointOf),
    };
  });
  const {
    logScale = true,
    title = 'Gradient norms by layer',
    width = 640,
  } = checkOptions('gradientNorms', options, {
    ...CHART_CHECKS,
    logScale: checkBoolean,
  });
  const panel = { title: 'gradient norm', across: 'epoch', series: curves, log: logScale };
  return chartOf(width, (frame: Frame) =>
    lineChart({ title, desc: 'Norm at the last epoch', rows: ROWS, panel }, frame),
  );
}

const normText = format('.2g');

function pointOf(norm: number, epoch: number): CurvePoint {
  const y = drawable(norm);
  return { x: epoch + 1, y, low: y, high: y };
}
