// The network lit by an image: the first layer's weights as pictures, every unit's value, the strongest connections, and one unit in full.
import type { Dataset } from '@mlp-lab/core';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LabView } from '../session/lab-view';
import { toneOf } from '../state/settings';
import { scaled, weightsOf } from '../training/answer';
import { type DenseWeights, forwardPass, type LayerValues } from '../training/forward-pass';
import type { NetworkState } from '../training/network-state';
import { DigitPicture } from './digit-picture';
import { useWidth } from './use-width';
import { Word } from './word';

export interface NetworkViewProps {
  view: LabView;
  dataset: Dataset;
  pixels: Uint8Array | undefined;
}

/** A unit, layers counted from 0. */
interface Unit {
  layer: number;
  unit: number;
}

const MOST_UNITS = 60; // of a layer that are shown
const LINES = 60; // strongest connections between two layers
const HEIGHT = 330;

export function NetworkView({ view: { settings, networks }, dataset, pixels }: NetworkViewProps) {
  const [wanted, setWanted] = useState('');
  const [hovered, setHovered] = useState<Unit>();
  const [pinned, setPinned] = useState<Unit>();
  const card = settings.cards.find(({ id }) => id === wanted) ?? settings.cards[0];
  const network = networks.find((one) => one.card === card.id);
  const weights = useMemo(() => network && weightsOf(network), [network?.checkpoint]);
  const values = useMemo(
    () =>
      weights &&
      forwardPass(
        weights,
        network!.task.recipe.activation,
        scaled(pixels ?? new Uint8Array(dataset.test.height * dataset.test.width), network!.task.recipe.scale, dataset),
      ),
    [weights, pixels, dataset],
  );
  const shown = inNetwork(hovered, values) ?? inNetwork(pinned, values);
  return (
    <section class="inside" aria-label="Look inside">
      <div class="section-head">
        <h2>Look inside</h2>
        <fieldset class="segments">
          <legend class="hidden">Network to look into</legend>
          {settings.cards.map(({ id }) => (
            <label key={id} data-tone={toneOf(id)}>
              <input type="radio" name="inside" checked={id === card.id} onChange={() => setWanted(id)} />
              {id}
            </label>
          ))}
        </fieldset>
      </div>
      {!weights || !values ? (
        <p class="empty">
          {network?.checkpoint
            ? `${card.id} is computed by its plugin’s code: it can’t be shown unit by unit.`
            : `Train ${card.id}, and see here how an image passes through it.`}
        </p>
      ) : (
        <>
          <Picture
            weights={weights}
            values={values}
            pixels={pixels}
            dataset={dataset}
            tone={toneOf(card.id)}
            shown={shown}
            pinned={pinned}
            onHover={setHovered}
            onPin={setPinned}
          />
          <UnitPicker values={values} pinned={pinned} onPin={setPinned} />
          {shown ? (
            <UnitFacts
              unit={shown}
              weights={weights}
              values={values}
              network={network!}
              pixels={pixels}
              dataset={dataset}
            />
          ) : (
            <p class="note">
              Bright units are active{pixels ? ' for this image' : '; draw a digit to light them'}. In the first layer
              you see each unit’s weights: blue pixels speak against it, orange ones for it. Point at a unit for its
              numbers; click to pin it.
            </p>
          )}
        </>
      )}
      {network?.checkpoint?.snapshots && <Layers network={network} />}
    </section>
  );
}

const inNetwork = (unit: Unit | undefined, values: readonly LayerValues[] | undefined) =>
  unit && values?.[unit.layer] && unit.unit < values[unit.layer].outputs.length ? unit : undefined;

interface PictureProps {
  weights: readonly DenseWeights[];
  values: readonly LayerValues[];
  pixels: Uint8Array | undefined;
  dataset: Dataset;
  tone: number;
  shown?: Unit;
  pinned?: Unit;
  onHover(unit: Unit | undefined): void;
  onPin(unit: Unit | undefined): void;
}

/** Drawn on one canvas: thousands of pixels of weights are quicker so. */
function Picture({ weights, values, pixels, dataset: { test }, tone, shown, pinned, onHover, onPin }: PictureProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = Math.max(300, useWidth(box));
  const places = useMemo(() => layout(values, width), [values.map(({ outputs }) => outputs.length).join(), width]);
  useEffect(() => {
    const element = canvas.current!;
    const scale = window.devicePixelRatio || 1;
    element.width = width * scale;
    element.height = HEIGHT * scale;
    const context = element.getContext('2d')!;
    context.scale(scale, scale);
    paint(context, { weights, values, pixels, side: test.width, places, shown, colors: colorsOf(element) });
  }, [weights, values, pixels, places, shown, tone]);
  const unitAt = ({ offsetX, offsetY }: MouseEvent) =>
    places.find(
      (place) =>
        offsetX >= place.x && offsetX < place.x + place.size && offsetY >= place.y && offsetY < place.y + place.size,
    );
  return (
    <div ref={box} class="network-picture" data-tone={tone}>
      <span class="network-input">
        <DigitPicture pixels={pixels} width={test.width} height={test.height} label="The input" />
      </span>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`The network: ${values.map(({ outputs }) => outputs.length).join(', ')} units. Choose one below to read its numbers.`}
        onPointerMove={(event) => onHover(unitAt(event))}
        onPointerLeave={() => onHover(undefined)}
        onClick={(event) => {
          const unit = unitAt(event);
          onPin(unit && pinned && unit.layer === pinned.layer && unit.unit === pinned.unit ? undefined : unit);
        }}
      />
    </div>
  );
}

interface Place extends Unit {
  x: number;
  y: number;
  size: number;
}

const INPUT = 64; // pixels at the left, of the input

/** Units in columns, as large as fit. */
function layout(values: readonly LayerValues[], width: number): Place[] {
  const space = (width - INPUT - 28) / values.length;
  return values.flatMap(({ outputs }, layer) => {
    const count = Math.min(outputs.length, MOST_UNITS);
    const isLast = layer === values.length - 1;
    const pitch = isLast ? 30 : largestPitch(count, space * (layer === 0 ? 0.72 : 0.5));
    const rows = isLast ? count : Math.floor((HEIGHT - 14) / pitch);
    const columns = Math.ceil(count / rows);
    const used = Math.ceil(count / columns);
    const left = INPUT + 12 + layer * space + (space - columns * pitch) / 2;
    const top = (HEIGHT - used * pitch) / 2;
    return Array.from({ length: count }, (_, unit) => ({
      layer,
      unit,
      x: left + Math.floor(unit / used) * pitch,
      y: top + (unit % used) * pitch,
      size: pitch - 3,
    }));
  });
}

function largestPitch(count: number, width: number): number {
  for (let pitch = 34; pitch > 9; pitch--)
    if (Math.floor((HEIGHT - 14) / pitch) * Math.max(1, Math.floor(width / pitch)) >= count) return pitch;
  return 9;
}

interface Colors {
  ink: string;
  line: string;
  tone: string;
  surface: string;
  positive: number[];
  negative: number[];
  ground: number[];
}

function colorsOf(element: Element): Colors {
  const style = getComputedStyle(element);
  const value = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: value('--ink'),
    line: value('--line'),
    tone: value('--tone') || value('--accent'),
    surface: value('--paper'),
    positive: rgb(value('--series-4')),
    negative: rgb(value('--series-1')),
    ground: rgb(value('--wash')),
  };
}

const rgb = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

interface Painting {
  weights: readonly DenseWeights[];
  values: readonly LayerValues[];
  pixels: Uint8Array | undefined;
  side: number;
  places: readonly Place[];
  shown?: Unit;
  colors: Colors;
}

function paint(
  context: CanvasRenderingContext2D,
  { weights, values, pixels, side, places, shown, colors }: Painting,
): void {
  const placeOf = new Map(places.map((place) => [`${place.layer} ${place.unit}`, place]));
  for (let layer = 1; layer < values.length; layer++)
    connections(context, { layer, weights, values, placeOf, shown, colors });
  for (const place of places) {
    const { layer, unit, x, y, size } = place;
    const { outputs } = values[layer];
    const strength = brightness(outputs, unit);
    if (layer === 0) weightPicture(context, weights[0], unit, side, place, colors);
    else {
      context.fillStyle = colors.surface;
      context.fillRect(x, y, size, size);
      context.globalAlpha = pixels ? 0.06 + 0.94 * strength : 0.06;
      context.fillStyle = colors.tone;
      context.fillRect(x, y, size, size);
      context.globalAlpha = 1;
    }
    const isShown = shown?.layer === layer && shown.unit === unit;
    context.strokeStyle = isShown ? colors.ink : colors.tone;
    context.globalAlpha = isShown ? 1 : pixels ? 0.15 + 0.85 * strength : 0.25;
    context.lineWidth = isShown ? 2.5 : 1.5;
    context.strokeRect(x, y, size, size);
    context.globalAlpha = 1;
    if (layer === values.length - 1) {
      context.fillStyle = colors.ink;
      context.font = '600 13px system-ui, sans-serif';
      context.textBaseline = 'middle';
      context.fillText(String(unit), x + size + 6, y + size / 2);
    }
  }
}

/** A unit's output as a share of the greatest of its layer. */
function brightness(outputs: Float64Array, unit: number): number {
  const most = outputs.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-12);
  return Math.min(1, Math.abs(outputs[unit]) / most);
}

/** The connections that carry the most for this image: output times weight; with a unit pointed at, those to and from it. */
function connections(
  context: CanvasRenderingContext2D,
  {
    layer,
    weights,
    values,
    placeOf,
    shown,
    colors,
  }: Pick<Painting, 'weights' | 'values' | 'shown' | 'colors'> & { layer: number; placeOf: ReadonlyMap<string, Place> },
): void {
  const { kernel, units } = weights[layer];
  const from = values[layer - 1].outputs;
  const lines: { a: Place; b: Place; value: number }[] = [];
  for (let i = 0; i < from.length; i++)
    for (let j = 0; j < units; j++) {
      const a = placeOf.get(`${layer - 1} ${i}`);
      const b = placeOf.get(`${layer} ${j}`);
      if (!a || !b) continue;
      const touches =
        !shown || (shown.layer === layer && shown.unit === j) || (shown.layer === layer - 1 && shown.unit === i);
      if (touches) lines.push({ a, b, value: from[i] * kernel[i * units + j] });
    }
  lines.sort((one, other) => Math.abs(other.value) - Math.abs(one.value));
  const most = Math.abs(lines[0]?.value ?? 0) || 1;
  for (const { a, b, value } of lines.slice(0, LINES)) {
    const [red, green, blue] = value > 0 ? colors.positive : colors.negative;
    context.strokeStyle = `rgb(${red} ${green} ${blue})`;
    context.globalAlpha = 0.08 + 0.6 * (Math.abs(value) / most);
    context.lineWidth = 0.5 + 2 * (Math.abs(value) / most);
    context.beginPath();
    context.moveTo(a.x + a.size, a.y + a.size / 2);
    context.bezierCurveTo(
      (a.x + b.x) / 2 + 10,
      a.y + a.size / 2,
      (a.x + b.x) / 2,
      b.y + b.size / 2,
      b.x,
      b.y + b.size / 2,
    );
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** The weights from every pixel to a unit of the first layer: orange for, blue against. */
function weightPicture(
  context: CanvasRenderingContext2D,
  { kernel, units }: DenseWeights,
  unit: number,
  side: number,
  { x, y, size }: Place,
  colors: Colors,
): void {
  const rows = kernel.length / units / side;
  let most = 1e-12;
  for (let i = unit; i < kernel.length; i += units) most = Math.max(most, Math.abs(kernel[i]));
  const picture = new ImageData(side, rows);
  const { data } = picture;
  for (let i = 0; i < side * rows; i++) {
    const share = kernel[i * units + unit] / most;
    const ends = share > 0 ? colors.positive : colors.negative;
    const part = Math.min(1, Math.abs(share) * 1.4);
    for (let c = 0; c < 3; c++) data[4 * i + c] = colors.ground[c] + (ends[c] - colors.ground[c]) * part;
    data[4 * i + 3] = 255;
  }
  const small = new OffscreenCanvas(side, rows);
  small.getContext('2d')!.putImageData(picture, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, x, y, size, size);
}

/** The same choice by keyboard. */
function UnitPicker({
  values,
  pinned,
  onPin,
}: {
  values: readonly LayerValues[];
  pinned?: Unit;
  onPin(unit: Unit | undefined): void;
}) {
  const layer = Math.min(pinned?.layer ?? 0, values.length - 1);
  return (
    <div class="unit-picker">
      <label>
        layer{' '}
        <select
          value={String(layer)}
          onChange={({ currentTarget }) => onPin({ layer: Number(currentTarget.value), unit: 0 })}
        >
          {values.map((_, i) => (
            <option key={i} value={String(i)}>
              {i === values.length - 1 ? 'output' : i + 1}
            </option>
          ))}
        </select>
      </label>
      <label>
        unit{' '}
        <select
          value={pinned ? String(pinned.unit) : ''}
          onChange={({ currentTarget }) =>
            onPin(currentTarget.value === '' ? undefined : { layer, unit: Number(currentTarget.value) })
          }
        >
          <option value="">none</option>
          {Array.from(values[layer].outputs, (_, unit) => (
            <option key={unit} value={String(unit)}>
              {layer === values.length - 1 ? unit : unit + 1}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

const STRONGEST = 4;

function UnitFacts({
  unit: { layer, unit },
  weights,
  values,
  network,
  pixels,
  dataset,
}: {
  unit: Unit;
  weights: readonly DenseWeights[];
  values: readonly LayerValues[];
  network: NetworkState;
  pixels: Uint8Array | undefined;
  dataset: Dataset;
}) {
  const { recipe } = network.task;
  const { kernel, units, bias, normalization } = weights[layer];
  const { sums, inputs, outputs } = values[layer];
  const isLast = layer === values.length - 1;
  const from =
    layer === 0
      ? scaled(pixels ?? new Uint8Array(dataset.test.height * dataset.test.width), recipe.scale, dataset)
      : values[layer - 1].outputs;
  const parts = Array.from({ length: from.length }, (_, i) => ({
    i,
    weight: kernel[i * units + unit],
    value: from[i],
    product: from[i] * kernel[i * units + unit],
  }))
    .sort((a, b) => Math.abs(b.product) - Math.abs(a.product))
    .slice(0, STRONGEST);
  const name = isLast ? `Output unit ${unit}` : `Unit ${unit + 1} of layer ${layer + 1}`;
  return (
    <div class="unit-facts" aria-live="polite">
      <p>
        <b>{name}</b>: {isLast ? 'softmax' : recipe.activation}({num(inputs[unit])}) = <b>{num(outputs[unit])}</b>
      </p>
      <p class="formula">
        {num(sums[unit])} = bias {num(bias[unit])}
        {parts.map(({ i, weight, value }) => (
          <span key={i}>
            {' '}
            + {num(value)} × {num(weight)}
          </span>
        ))}{' '}
        + {from.length - STRONGEST} smaller products
        {normalization && `; batch normalization makes ${num(inputs[unit])} of it`}
      </p>
    </div>
  );
}

const num = (value: number) =>
  value !== 0 && (Math.abs(value) < 0.001 || Math.abs(value) >= 10000)
    ? value.toExponential(1)
    : String(Number(value.toFixed(3)));

/** What was measured after the newest epoch. */
function Layers({ network }: { network: NetworkState }) {
  const latest = network.checkpoint?.snapshots?.at(-1);
  if (!latest) return null;
  return (
    <table class="layers-table">
      <caption>Layers after epoch {latest.epoch}</caption>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col" class="number">
            <Word name="gradient">Gradient norm</Word>
          </th>
          <th scope="col" class="number">
            <Word name="saturated">Saturated / dead</Word>
          </th>
        </tr>
      </thead>
      <tbody>
        {latest.layers.map((layer, i) => (
          <tr key={layer.name}>
            <th scope="row">
              {i + 1} {layer.activation ?? ''}
            </th>
            <td class="number">{layer.gradientNorm.toExponential(2)}</td>
            <td class="number">{idleText(layer)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function idleText(layer: object): string {
  const { saturated, dead } = layer as { saturated?: number | null; dead?: number | null };
  const share = saturated ?? dead;
  return typeof share === 'number' ? `${Math.round(100 * share)} %` : '–';
}
