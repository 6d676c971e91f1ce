// The learning curves: axes that stay where they are, and a crosshair that tells every value at an epoch.
import { useMemo, useRef, useState } from 'preact/hooks';
import type { LabView } from '../session/lab-view';
import { rateAfter } from '../state/change-settings';
import { type CurveSeries, curveSeries, type Metric } from '../training/curve-series';
import { useWidth } from './use-width';
import { Word } from './word';

const METRICS: Readonly<Record<Metric, string>> = { acc: 'Accuracy', loss: 'Loss', gradients: 'Gradients' };
const HEIGHT = 300;
const PAD = { top: 12, right: 64, bottom: 34, left: 44 };

export function CurvePlot({ view, onMeasure }: { view: LabView; onMeasure(): void }) {
  const { settings, networks, compared } = view;
  const [metric, setMetric] = useState<Metric>('acc');
  const [shows, setShows] = useState({ validation: true, training: true });
  const [isZoomed, setZoomed] = useState(false);
  const all = useMemo(
    () => curveSeries(settings.cards, networks, compared, metric),
    [settings.cards, networks, compared, metric],
  );
  const series =
    metric === 'gradients' ? all : all.filter(({ kind }) => kind === 'earlier' || shows[kind] || isOnly(all, kind));
  return (
    <section class="curves" aria-label="Learning curves">
      <div class="section-head">
        <fieldset class="segments">
          <legend class="hidden">Metric</legend>
          {(Object.keys(METRICS) as Metric[]).map((name) => (
            <label key={name}>
              <input type="radio" name="metric" checked={metric === name} onChange={() => setMetric(name)} />
              {METRICS[name]}
            </label>
          ))}
        </fieldset>
        <div class="switches">
          {metric !== 'gradients' &&
            (['validation', 'training'] as const).map((kind) => (
              <label key={kind}>
                <input
                  type="checkbox"
                  checked={shows[kind]}
                  onChange={() => setShows({ ...shows, [kind]: !shows[kind] })}
                />
                <Dash dashed={kind === 'training'} />
                <Word name={kind}>{kind}</Word>
              </label>
            ))}
          <label>
            <input type="checkbox" checked={isZoomed} onChange={() => setZoomed(!isZoomed)} /> Zoom
          </label>
        </div>
      </div>
      {metric === 'gradients' && series.length === 0 ? (
        <p class="empty">
          The <Word name="gradient">gradients</Word> are not measured yet.{' '}
          <button type="button" onClick={onMeasure}>
            Measure them (training starts again)
          </button>
        </p>
      ) : (
        <Plot series={series} view={view} metric={metric} isZoomed={isZoomed} />
      )}
    </section>
  );
}

const isOnly = (all: readonly CurveSeries[], kind: CurveSeries['kind']) =>
  kind === 'training' && !all.some((one) => one.kind === 'validation');

const Dash = ({ dashed }: { dashed: boolean }) => (
  <svg width="22" height="8" aria-hidden="true">
    <line
      x1="1"
      x2="21"
      y1="4"
      y2="4"
      stroke="currentColor"
      stroke-width="2"
      stroke-dasharray={dashed ? '3 3' : undefined}
    />
  </svg>
);

function Plot({
  series,
  view,
  metric,
  isZoomed,
}: {
  series: readonly CurveSeries[];
  view: LabView;
  metric: Metric;
  isZoomed: boolean;
}) {
  const figure = useRef<HTMLElement>(null);
  const width = Math.max(280, useWidth(figure));
  const [pointed, setPointed] = useState<number>();
  const { epochs } = view.settings;
  const values = series.flatMap((one) => one.values).filter(Number.isFinite);
  const longest = Math.max(0, ...series.map((one) => one.values.length));
  const lastEpoch = isZoomed ? Math.max(2, longest) : Math.max(epochs, longest, 2);
  const [low, high] = bounds(metric, values, isZoomed);
  const x = (epoch: number) => PAD.left + ((epoch - 1) / (lastEpoch - 1)) * (width - PAD.left - PAD.right);
  const y = (value: number) => {
    const share =
      metric === 'gradients'
        ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
        : (value - low) / (high - low);
    return HEIGHT - PAD.bottom - Math.min(1.02, Math.max(-0.02, share)) * (HEIGHT - PAD.top - PAD.bottom);
  };
  const epochAt = (clientX: number, element: Element) => {
    const left = clientX - element.getBoundingClientRect().left;
    const epoch = Math.round(1 + ((left - PAD.left) / (width - PAD.left - PAD.right)) * (lastEpoch - 1));
    return Math.min(Math.max(1, epoch), Math.max(1, longest));
  };
  const move = (by: number) => setPointed(Math.min(Math.max(1, (pointed ?? longest) + by), Math.max(1, longest)));
  const labels = endLabels(series, x, y);
  return (
    <figure ref={figure} class="plot">
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the crosshair is moved with the arrow keys
        tabIndex={0}
        aria-label={`${METRICS[metric]} by epoch. ${
          series
            .filter((one) => one.kind !== 'training')
            .map((one) => `${one.name}: ${text(one.values.at(-1))}`)
            .join('; ') || 'Nothing is trained yet.'
        }`}
        onPointerMove={({ clientX, currentTarget }) => longest > 0 && setPointed(epochAt(clientX, currentTarget))}
        onPointerLeave={() => setPointed(undefined)}
        onBlur={() => setPointed(undefined)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
          event.preventDefault();
          event.stopPropagation();
          if (longest > 0) move(event.key === 'ArrowRight' ? 1 : -1);
        }}
      >
        {ticks(low, high, metric).map((tick) => (
          <g key={tick}>
            <line class="grid" x1={PAD.left} x2={width - PAD.right} y1={y(tick)} y2={y(tick)} />
            <text class="tick" x={PAD.left - 8} y={y(tick) + 4} text-anchor="end">
              {tickText(tick, metric)}
            </text>
          </g>
        ))}
        {epochTicks(lastEpoch, width).map((epoch) => (
          <text key={epoch} class="tick" x={x(epoch)} y={HEIGHT - PAD.bottom + 16} text-anchor="middle">
            {epoch}
          </text>
        ))}
        <text class="tick" x={(PAD.left + width - PAD.right) / 2} y={HEIGHT - 3} text-anchor="middle">
          epoch
        </text>
        {series.map((one) => (
          <g key={one.key} class={`curve ${one.kind}`} data-tone={one.tone}>
            {one.range && <path class="band" d={bandPath(one.range, x, y)} />}
            <path class="line" d={linePath(one.values, x, y)} />
            {one.values.length === 1 && (
              <circle cx={x(1)} cy={y(one.values[0])} r={one.kind === 'training' ? 2.5 : 4} />
            )}
          </g>
        ))}
        {labels.map(({ key, name, tone, at, left }) => (
          <text key={key} class="end-label" data-tone={tone} x={left + 7} y={at + 4}>
            {name}
          </text>
        ))}
        {pointed !== undefined && (
          <line class="crosshair" x1={x(pointed)} x2={x(pointed)} y1={PAD.top} y2={HEIGHT - PAD.bottom} />
        )}
        {pointed !== undefined &&
          series.map(
            (one) =>
              Number.isFinite(one.values[pointed - 1]) && (
                <circle
                  key={one.key}
                  class="point"
                  data-tone={one.tone}
                  cx={x(pointed)}
                  cy={y(one.values[pointed - 1])}
                  r="3.5"
                />
              ),
          )}
      </svg>
      {pointed !== undefined && <Readout series={series} view={view} epoch={pointed} isLeft={x(pointed) > width / 2} />}
    </figure>
  );
}

/** The values at an epoch, and with which rate each card was trained then. */
function Readout({
  series,
  view,
  epoch,
  isLeft,
}: {
  series: readonly CurveSeries[];
  view: LabView;
  epoch: number;
  isLeft: boolean;
}) {
  const shown = series.filter((one) => one.values[epoch - 1] !== undefined);
  return (
    <div class={isLeft ? 'readout left' : 'readout'} aria-live="polite">
      <b>epoch {epoch}</b>
      <table>
        <tbody>
          {shown.map((one) => {
            const card = one.kind === 'earlier' ? undefined : view.settings.cards.find(({ id }) => id === one.name[0]);
            return (
              <tr key={one.key} data-tone={one.tone}>
                <th scope="row">{one.name}</th>
                <td>{one.kind === 'earlier' ? '' : one.name.length > 1 ? 'gradient' : one.kind}</td>
                <td class="number">{text(one.values[epoch - 1])}</td>
                <td>
                  {card && one.kind === 'validation'
                    ? `${card.recipe.optimizer.name} ${rateAfter(card, epoch - 1)}, batch ${card.recipe.batchSize}`
                    : ''}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const text = (value: number | undefined) =>
  value === undefined ? '–' : value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(2) : value.toFixed(4);

/** Accuracy 0 to 1; loss 0 to that of guessing among ten classes; gradients by powers of ten. Zoomed, what the values span. */
function bounds(metric: Metric, values: readonly number[], isZoomed: boolean): [number, number] {
  const [least, most] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1];
  if (metric === 'gradients') {
    const positive = values.filter((value) => value > 0);
    if (positive.length === 0) return [0.001, 1];
    return [
      10 ** Math.floor(Math.log10(Math.min(...positive))),
      10 ** Math.ceil(Math.log10(Math.max(...positive)) + 1e-9),
    ];
  }
  if (isZoomed && most > least) return [least - (most - least) * 0.05, most + (most - least) * 0.05];
  return metric === 'acc' ? [0, 1] : [0, 2.5];
}

function ticks(low: number, high: number, metric: Metric): number[] {
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

const tickText = (tick: number, metric: Metric) =>
  metric === 'gradients'
    ? tick >= 0.01 && tick < 1000
      ? String(tick)
      : tick.toExponential(0)
    : Number(tick.toFixed(4)).toString();

function epochTicks(last: number, width: number): number[] {
  const most = Math.max(2, Math.floor((width - PAD.left - PAD.right) / 48));
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000].find((size) => last / size <= most) ?? last;
  const found = Array.from({ length: Math.floor(last / step) }, (_, i) => (i + 1) * step);
  return step === 1 ? found : [1, ...found];
}

type Scale = (value: number) => number;

function linePath(values: readonly number[], x: Scale, y: Scale): string {
  let isOpen = false;
  return values
    .map((value, i) => {
      if (!Number.isFinite(value)) {
        isOpen = false;
        return '';
      }
      const command = isOpen ? 'L' : 'M';
      isOpen = true;
      return `${command}${x(i + 1).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
}

function bandPath(range: readonly (readonly [number, number])[], x: Scale, y: Scale): string {
  const there = range.map(([, most], i) => `${x(i + 1).toFixed(1)} ${y(most).toFixed(1)}`);
  const back = range.map(([least], i) => `${x(i + 1).toFixed(1)} ${y(least).toFixed(1)}`).reverse();
  return `M${[...there, ...back].join('L')}Z`;
}

const LABEL_HEIGHT = 15;

/** The names at the curves' ends, moved apart where they would overlap. */
function endLabels(series: readonly CurveSeries[], x: Scale, y: Scale) {
  const labels = series
    .filter(
      ({ kind, key }) =>
        kind !== 'training' ||
        !series.some((one) => one.kind === 'validation' && one.key.split(' ')[0] === key.split(' ')[0]),
    )
    .filter(({ values }) => Number.isFinite(values.at(-1)))
    .map(({ key, name, tone, values }) => ({
      key,
      name: name.split(',')[0],
      tone,
      at: y(values.at(-1)!),
      left: x(values.length),
    }))
    .sort((a, b) => a.at - b.at);
  for (let i = 1; i < labels.length; i++) labels[i].at = Math.max(labels[i].at, labels[i - 1].at + LABEL_HEIGHT);
  return labels;
}
