// The lines over the epochs, with a crosshair that tells every value at one of them.
import { useRef, useState } from 'preact/hooks';
import type { LabView } from '../session/lab-view';
import { rateAfter } from '../state/change-settings';
import type { CurveSeries, Metric } from '../training/curve-series';
import { bandPath, bounds, endLabels, epochTicks, HEIGHT, linePath, PAD, ticks, tickText } from './plot-scale';
import { useWidth } from './use-width';

export function Plot({
  series,
  view,
  metric,
  isZoomed,
  title,
}: {
  series: readonly CurveSeries[];
  view: LabView;
  metric: Metric;
  isZoomed: boolean;
  /** What the lines are of. */
  title: string;
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
        {series.map((one) => (
          <g key={one.key} class={`curve ${one.kind}`} data-tone={one.tone} data-layer={one.layer}>
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
                <td>{one.kind === 'earlier' || one.kind === 'layer' ? '' : one.kind}</td>
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
