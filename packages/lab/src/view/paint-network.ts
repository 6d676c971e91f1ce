// Paints the network lit by an image, step by step: thousands of weights would hold up the page if they were painted at once.
import type { DenseWeights, LayerValues } from '../training/forward-pass';
import type { Colors } from './network-colors';
import { OUTPUT_NAME, type Place, type Unit } from './network-layout';

export interface Painting {
  weights: readonly DenseWeights[];
  values: readonly LayerValues[];
  /** The image; without one, nothing is lit. */
  pixels: Uint8Array | undefined;
  /** The image's width. */
  side: number;
  places: readonly Place[];
  /** The unit whose connections are shown. */
  shown?: Unit;
  /** What a class is called. */
  nameOf(unit: number): string | number;
  colors: Colors;
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const LINES = 60; // strongest connections between two layers

/** Each step is short. */
export function* paintNetwork(context: Context, painting: Painting): Generator<void> {
  const { weights, values, side, places, nameOf, colors } = painting;
  for (let layer = 1; layer < values.length; layer++) {
    connections(context, painting, layer);
    yield;
  }
  const most = values.map(({ outputs }) => outputs.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-12));
  for (const place of places) {
    const { layer, unit } = place;
    const strength = Math.min(1, Math.abs(values[layer].outputs[unit]) / most[layer]);
    if (layer === 0) weightPicture(context, weights[0], unit, side, place, colors);
    else lamp(context, place, strength, painting);
    frame(context, place, strength, painting);
    yield;
  }
  context.fillStyle = colors.ink;
  const outputs = places.filter(({ layer }) => layer === values.length - 1);
  context.font = `600 ${Math.min(13, outputs[0].size)}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  for (const { unit, x, y, size } of outputs) {
    context.fillText(shortened(String(nameOf(unit)), context), x + size + 6, y + size / 2, OUTPUT_NAME);
    yield;
  }
}

const NARROWEST = 0.6; // of the width of its letters, to which a name is squeezed

/** As much of a name as can be read in the room for it. */
function shortened(name: string, context: Context): string {
  const fits = (text: string) => context.measureText(text).width <= OUTPUT_NAME / NARROWEST;
  if (fits(name)) return name;
  let length = name.length - 1;
  while (length > 1 && !fits(`${name.slice(0, length)}…`)) length--;
  return `${name.slice(0, length)}…`;
}

/** A unit as bright as its output. */
function lamp(context: Context, { x, y, size }: Place, strength: number, { pixels, colors }: Painting): void {
  context.fillStyle = colors.surface;
  context.fillRect(x, y, size, size);
  context.globalAlpha = pixels ? 0.06 + 0.94 * strength : 0.06;
  context.fillStyle = colors.tone;
  context.fillRect(x, y, size, size);
  context.globalAlpha = 1;
}

function frame(context: Context, place: Place, strength: number, { pixels, shown, colors }: Painting): void {
  const { layer, unit, x, y, size } = place;
  const isShown = shown?.layer === layer && shown.unit === unit;
  context.strokeStyle = isShown ? colors.ink : colors.tone;
  context.globalAlpha = isShown ? 1 : pixels ? 0.15 + 0.85 * strength : 0.25;
  context.lineWidth = isShown ? 2.5 : 1.5;
  context.strokeRect(x, y, size, size);
  context.globalAlpha = 1;
}

/** The connections that carry the most for this image: output times weight; with a unit pointed at, those to and from it. */
function connections(context: Context, { weights, values, places, shown, colors }: Painting, layer: number): void {
  const { kernel, units } = weights[layer];
  const from = values[layer - 1].outputs;
  const [left, right] = [layer - 1, layer].map((one) => places.filter((place) => place.layer === one));
  const lines: { a: Place; b: Place; value: number }[] = [];
  for (const a of left)
    for (const b of right) {
      const isTouched = !shown || [a, b].some((end) => shown.layer === end.layer && shown.unit === end.unit);
      if (isTouched) lines.push({ a, b, value: from[a.unit] * kernel[a.unit * units + b.unit] });
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
  context: Context,
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
