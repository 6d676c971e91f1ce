// The networks' histories → the lines of the plot: one a card and kind, the mean of its networks, with the range of several.
import type { LayerMeasure, TaskProgress } from '@mlp-lab/experiment';
import type { ComparedRun } from '../session/lab-view';
import type { Card } from '../state/settings';
import { toneOf } from '../state/settings';
import { historyOf, type NetworkState, type SavedNetwork } from './network-state';

export type Metric = 'acc' | 'loss' | 'gradients' | 'idle';

/** Those of each layer, which are there where layers are measured. */
export type LayerMetric = 'gradients' | 'idle';

export const isLayerMetric = (metric: Metric): metric is LayerMetric => metric === 'gradients' || metric === 'idle';

export interface CurveSeries {
  key: string;
  /** `A`, `A, earlier run`. */
  name: string;
  tone: number;
  kind: 'validation' | 'training' | 'earlier' | 'layer';
  /** Of a layer's curve: its number, from 1. */
  layer?: number;
  /** By epoch from 1. */
  values: readonly number[];
  /** Of the epoch in training: how far it is, counted as epochs are, and the value so far. */
  live?: Point;
  /** The least and the greatest of several networks, by epoch. */
  range?: readonly (readonly [number, number])[];
}

export type Point = readonly [epoch: number, value: number];

/** All points of a line, that of the epoch in training included. */
export const pointsOf = ({ values, live }: CurveSeries): Point[] => [
  ...values.map((value, i): Point => [i + 1, value]),
  ...(live ? [live] : []),
];

export function curveSeries(
  cards: readonly Card[],
  networks: readonly NetworkState[],
  compared: readonly ComparedRun[],
  metric: Metric,
): CurveSeries[] {
  if (isLayerMetric(metric)) return layerSeries(cards, networks, metric);
  const earlier = compared.flatMap(({ run, networks: saved }, i) =>
    run.settings.cards.flatMap(({ id }) => {
      const own = [...saved].flatMap(([task, network]) => (task.startsWith(`${id}.`) ? [network] : []));
      return seriesOf(own, validationOr(metric, own), {
        key: `${run.id} ${id}`,
        name: `${id}, earlier run${compared.length > 1 ? ` ${i + 1}` : ''}`,
        tone: toneOf(id),
        kind: 'earlier',
      });
    }),
  );
  const now = cards.flatMap(({ id }) => {
    const own = networks.filter(({ card }) => card === id);
    const tone = toneOf(id);
    const hasValidation = own.some((one) => historyOf(one).val_acc.length > 0);
    return [
      ...(hasValidation
        ? seriesOf(own, `val_${metric}`, { key: `${id} validation`, name: id, tone, kind: 'validation' })
        : []),
      ...seriesOf(own, metric, { key: `${id} training`, name: id, tone, kind: 'training' }, livePoint(own, metric)),
    ];
  });
  return [...earlier, ...now];
}

/** One line a layer, of the first network of each card; what was measured before training is no epoch's. */
function layerSeries(cards: readonly Card[], networks: readonly NetworkState[], metric: LayerMetric): CurveSeries[] {
  return cards.flatMap(({ id }) => {
    const snapshots = networks.find(({ card }) => card === id)?.checkpoint?.snapshots ?? [];
    const layers = snapshots[0]?.layers ?? [];
    return layers.flatMap(({ name }, layer) => {
      const values = snapshots.slice(1).map(({ layers }) => measureOf(layers[layer], metric));
      const series = { key: `${id} ${name}`, name: `${id}, layer ${layer + 1}`, tone: toneOf(id), layer: layer + 1 };
      return values.some((value) => value !== undefined)
        ? [{ ...series, kind: 'layer' as const, values: values.map((value) => value ?? Number.NaN) }]
        : [];
    });
  });
}

/** The Euclidean norm of the gradient; or the share of outputs that are saturated or of units that are dead, for activations that can be. */
const measureOf = (layer: LayerMeasure, metric: LayerMetric): number | undefined =>
  metric === 'gradients' ? layer.gradientNorm : (layer.saturated ?? layer.dead ?? undefined);

type HistoryMetric = 'acc' | 'loss' | 'val_acc' | 'val_loss';

const validationOr = (metric: 'acc' | 'loss', own: readonly SavedNetwork[]): HistoryMetric =>
  own.some((one) => historyOf(one).val_acc.length > 0) ? `val_${metric}` : metric;

function seriesOf(
  own: readonly SavedNetwork[],
  metric: HistoryMetric,
  rest: Omit<CurveSeries, 'values' | 'range' | 'live'>,
  live?: Point,
): CurveSeries[] {
  const histories = own.map((one) => historyOf(one)[metric]);
  const epochs = Math.max(0, ...histories.map(({ length }) => length));
  if (epochs === 0 && !live) return [];
  const at = (epoch: number) => histories.flatMap((history) => (epoch < history.length ? [history[epoch]] : []));
  const columns = Array.from({ length: epochs }, (_, epoch) => at(epoch));
  const values = columns.map((column) => column.reduce((a, b) => a + b, 0) / column.length);
  const range = columns.map((column) => [Math.min(...column), Math.max(...column)] as const);
  return [{ ...rest, values, ...(histories.length > 1 && { range }), ...(live && { live }) }];
}

/** Of the networks that are furthest, the mean so far. The axis begins with epoch 1. */
function livePoint(own: readonly NetworkState[], metric: 'acc' | 'loss'): Point | undefined {
  const last = Math.max(0, ...own.map((one) => historyOf(one).acc.length));
  const now = own.flatMap(({ progress }) => (progress && progress.epoch > last ? [progress] : []));
  if (now.length === 0) return undefined;
  const mean = (value: (progress: TaskProgress) => number) =>
    now.reduce((sum, one) => sum + value(one), 0) / now.length;
  return [
    Math.max(
      1,
      mean(({ fraction, epochs }) => fraction * epochs),
    ),
    mean((one) => one[metric]),
  ];
}
