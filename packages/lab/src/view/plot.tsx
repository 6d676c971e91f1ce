// The lines over the epochs, with a crosshair that tells every value at one of them.
import type { Registry } from '@mlp-lab/models';
import { Fragment } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { LabView } from '../session/lab-view';
import { rateAfter } from '../state/change-settings';
import type { Card } from '../state/settings';
import { type CurveSeries, type Metric, pointsOf } from '../training/curve-series';
import { cardTitle } from '../training/plan-cards';
import { bandPath, bounds, endLabels, epochTicks, HEIGHT, linePath, PAD, ticks, tickText } from './plot-scale';
import { useWidth } from './use-width';

export function Plot({
  series,
  view,
  registry,
  metric,
  isZoomed,
  title,
}: {
  series: readonly CurveSeries[];
  view: LabView;
  registry: Registry;
  metric: Metric;
  isZoomed: boolean;
  /** What the lines are of. */
  title: string;
}) {
  const figure = useRef<HTMLElement>(null);
  const width = Math.max(280, useWidth(figure));
  const [pointed, setPointed] = useState<number>();
  const { epochs } = view.settings;
  const lines = series.map((one) => ({ ...one, points: pointsOf(one) }));
  const points = lines.flatMap((one) => one.points);
  const values = points.map(([, value]) => value).filter(Number.isFinite);
  const longest = Math.max(0, ...series.map((one) => one.values.length));
  const drawn = Math.max(2, ...lines.map(({ points }) => Math.ceil(points.at(-1)?.[0] ?? 0)));
  const lastEpoch = isZoomed ? drawn : Math.max(epochs, drawn);
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
        aria-label={`${title} by epoch. ${
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
        {lines.map(({ key, kind, tone, layer, range, points }) => (
          <g key={key} class={`curve ${kind}`} data-tone={tone} data-layer={layer}>
            {range && <path class="band" d={bandPath(range, x, y)} />}
            <path class="line" d={linePath(points, x, y)} />
            {points.length === 1 && <circle cx={x(1)} cy={y(points[0][1])} r={kind === 'training' ? 2.5 : 4} />}
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
      {pointed !== undefined && (
        <Readout series={series} view={view} registry={registry} epoch={pointed} isLeft={x(pointed) > width / 2} />
      )}
    </figure>
  );
}

/** The values at an epoch, and the settings with which each card was trained then. */
function Readout({
  series,
  view,
  registry,
  epoch,
  isLeft,
}: {
  series: readonly CurveSeries[];
  view: LabView;
  registry: Registry;
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
            const isFirst = shown.find(({ name }) => name[0] === one.name[0]) === one;
            return (
              <Fragment key={one.key}>
                {card && isFirst && (
                  <tr>
                    <td class="readout-settings" colSpan={3}>
                      {settingsAt(card, epoch, registry)}
                    </td>
                  </tr>
                )}
                <tr data-tone={one.tone}>
                  <th scope="row">{one.name}</th>
                  <td>{one.kind === 'earlier' || one.kind === 'layer' ? '' : one.kind}</td>
                  <td class="number">{text(one.values[epoch - 1])}</td>
                </tr>
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** `50-50 relu, Adam 0.001, batch 32`: with the rate that trained the epoch. */
function settingsAt(card: Card, epoch: number, registry: Registry): string {
  const { recipe } = card;
  const optimizer = { ...recipe.optimizer, learningRate: rateAfter(card, epoch - 1) };
  return `${cardTitle({ ...card, recipe: { ...recipe, optimizer } }, registry)}, batch ${recipe.batchSize}`;
}

const text = (value: number | undefined) =>
  value === undefined ? '–' : value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(2) : value.toFixed(4);
