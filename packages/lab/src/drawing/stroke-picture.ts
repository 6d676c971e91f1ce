// Strokes of a pen → a grey picture, and that as a network sees it: centred and scaled as the images of MNIST are. Fetched with the
// first stroke.
import { MlpLabError } from '@mlp-lab/core';
import { toDigit } from '@mlp-lab/data-mnist';
import { CANVAS_SIZE, PEN_WIDTH, type Point, type Stroke } from './stroke';

const SIZE = 112; // pixels of the picture: four for each of the network's, and a sixth of the work of the canvas's
const MARGIN = 10; // so that ink at the border is not taken for the ground of a dark picture

/** `[side, side]`, ink 255 on 0, with a soft edge of a pixel. */
export function strokePicture(strokes: readonly Stroke[]): { pixels: Uint8Array; side: number } {
  const side = SIZE + 2 * MARGIN;
  const pixels = new Uint8Array(side * side);
  const scale = SIZE / CANVAS_SIZE;
  const radius = (PEN_WIDTH / 2) * scale;
  const place = ([x, y]: Point): Point => [x * scale + MARGIN, y * scale + MARGIN];
  for (const stroke of strokes)
    for (let i = 0; i < stroke.length; i++)
      paintLine(pixels, side, place(stroke[Math.max(0, i - 1)]), place(stroke[i]), radius);
  return { pixels, side };
}

function paintLine(pixels: Uint8Array, side: number, [x0, y0]: Point, [x1, y1]: Point, radius: number): void {
  const rows = range(Math.min(y0, y1) - radius - 1, Math.max(y0, y1) + radius + 1, side);
  const columns = range(Math.min(x0, x1) - radius - 1, Math.max(x0, x1) + radius + 1, side);
  for (let y = rows[0]; y <= rows[1]; y++)
    for (let x = columns[0]; x <= columns[1]; x++) {
      const distance = distanceTo(x + 0.5, y + 0.5, x0, y0, x1, y1);
      const ink = Math.round(255 * Math.min(1, Math.max(0, radius + 0.5 - distance)));
      const at = y * side + x;
      if (ink > pixels[at]) pixels[at] = ink;
    }
}

/** The picture in `side` × `side` pixels; undefined where there is no ink. */
export function drawnDigit(strokes: readonly Stroke[], side: number): Uint8Array | undefined {
  const picture = strokePicture(strokes);
  try {
    return toDigit({ pixels: picture.pixels, height: picture.side, width: picture.side }, side).pixels;
  } catch (error) {
    if (error instanceof MlpLabError && error.code === 'bad-data') return undefined;
    throw error;
  }
}

const range = (from: number, to: number, size: number) => [
  Math.max(0, Math.floor(from)),
  Math.min(size - 1, Math.ceil(to)),
];

function distanceTo(x: number, y: number, x0: number, y0: number, x1: number, y1: number): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length));
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}
