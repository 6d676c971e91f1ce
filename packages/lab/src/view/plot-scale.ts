// The arithmetic of the curves' plot: what the axes span, their ticks, the paths of the lines, and where their names stand.
import { type CurveSeries, type Metric, type Point, pointsOf } from '../training/curve-series';

export const HEIGHT = 300;
export const PAD = { top: 12, right: 64, bottom: 34, left: 44 };

/** Accuracies and shares 0 to 1; loss 0 to that of guessing among ten classes; gradients by powers of ten. Zoomed, what the values span. */
export function bounds(metric: Metric, values: readonly number[], isZoomed: boolean): [number, number] {
  if (metric === 'gradients') {
    const positive = values.filter((value) => value > 0);
    if (positive.length === 0) return [0.001, 1];
    const [least, most] = rangeOf(positive);
    return [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most) + 1e-9)];
  }
  const [least, most] = values.length > 0 ? rangeOf(values) : [0, 1];
  if (isZoomed && most > least) return [least - (most - least) * 0.05, most + (most - least) * 0.05];
  return metric === 'loss' ? [0, 2.5] : [0, 1];
}

/** The least and the greatest, of any number of values. */
const rangeOf = (values: readonly number[]): readonly [number, number] => [
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
];

export function ticks(low: number, high: number, metric: Metric): number[] {
  if (metric === 'gradients') {
    const [from, to] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
    const every = Math.max(1, Math.ceil((to - from) / 6));
    return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, i) => 10 ** (from + i * every));
  }
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step);
}

export const tickText = (tick: number, metric: Metric) =>
  metric === 'gradients'
    ? tick >= 0.01 && tick < 1000
      ? String(tick)
      : tick.toExponential(0)
    : Number(tick.toFixed(4)).toString();

export function epochTicks(last: number, width: number): number[] {
  const most = Math.max(2, Math.floor((width - PAD.left - PAD.right) / 48));
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000].find((size) => last / size <= most) ?? last;
  const found = Array.from({ length: Math.floor(last / step) }, (_, i) => (i + 1) * step);
  return step === 1 ? found : [1, ...found];
}

type Scale = (value: number) => number;

export function linePath(points: readonly Point[], x: Scale, y: Scale): string {
  let isOpen = false;
  return points
    .map(([epoch, value]) => {
      if (!Number.isFinite(value)) {
        isOpen = false;
        return '';
      }
      const command = isOpen ? 'L' : 'M';
      isOpen = true;
      return `${command}${x(epoch).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
}

export function bandPath(range: readonly (readonly [number, number])[], x: Scale, y: Scale): string {
  if (range.length === 0) return '';
  const there = range.map(([, most], i) => `${x(i + 1).toFixed(1)} ${y(most).toFixed(1)}`);
  const back = range.map(([least], i) => `${x(i + 1).toFixed(1)} ${y(least).toFixed(1)}`).reverse();
  return `M${[...there, ...back].join('L')}Z`;
}

const LABEL_HEIGHT = 15;

/** The names at the curves' ends, moved apart where they would overlap. */
export function endLabels(series: readonly CurveSeries[], x: Scale, y: Scale) {
  const labels = series
    .filter(
      ({ kind, key }) =>
        kind !== 'training' ||
        !series.some((one) => one.kind === 'validation' && one.key.split(' ')[0] === key.split(' ')[0]),
    )
    .flatMap((one) => {
      const { key, name, tone, layer } = one;
      const [epoch, value] = pointsOf(one).at(-1) ?? [0, Number.NaN];
      if (!Number.isFinite(value)) return [];
      const text = layer === undefined ? name.split(',')[0] : `${name[0]}${layer}`;
      return [{ key, name: text, tone, at: y(value), left: x(epoch) }];
    })
    .sort((a, b) => a.at - b.at);
  for (let i = 1; i < labels.length; i++) labels[i].at = Math.max(labels[i].at, labels[i - 1].at + LABEL_HEIGHT);
  let lowest = HEIGHT - PAD.bottom;
  for (let i = labels.length - 1; i >= 0; i--, lowest -= LABEL_HEIGHT) labels[i].at = Math.min(labels[i].at, lowest);
  return labels;
}
