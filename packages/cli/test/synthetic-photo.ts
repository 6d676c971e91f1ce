// Photos of handwritten digits that never were: a digit of a data set as if it were written on paper and photographed. Grey or shaded
// paper, ruled or squared, pencil or pen, tilted, out of focus, noisy, with specks. Each is a function of its seed.
import { createRandom, type Random } from '@mlp-lab/core';
import type { GreyPicture } from '@mlp-lab/data-mnist';

/** What a photo is like, drawn by chance from ranges that phones give. */
export interface PhotoSettings {
  /** Brightness of the paper, 0 to 255. */
  paper: number;
  /** How much darker the darkest corner is, 0 to 1, and the direction of the light in radians. */
  shade: number;
  light: number;
  /** How dark a shadow with an edge is, 0 (none) to 1. */
  shadow: number;
  ruling: 'none' | 'lines' | 'squares';
  /** From line to line and its width, in pixels; its darkness, 0 to 1. */
  spacing: number;
  lineWidth: number;
  lineDarkness: number;
  /** Darkness of the strokes, 0 to 1; how uneven they are, 0 to 1; how much of the digit's edge is left: 0.3 broad, 0.7 thin. */
  ink: number;
  grain: number;
  edge: number;
  /** The side of the digit's 28 pixels, in pixels of the photo, and the position of its middle, 0 to 1. */
  size: number;
  x: number;
  y: number;
  /** Of the paper with everything on it, in radians. */
  tilt: number;
  /** Standard deviation of the noise of each pixel, of 255. */
  noise: number;
  specks: number;
}

const [HEIGHT, WIDTH] = [320, 240];

export function photoSettings(seed: number): PhotoSettings {
  const random = createRandom(seed).stream('photo');
  const number = (name: string, low: number, high: number) => random.stream(name).uniform(1, low, high)[0];
  const ruling = (['none', 'lines', 'squares'] as const)[Math.floor(number('ruling', 0, 3))];
  return {
    paper: number('paper', 150, 245),
    shade: number('shade', 0, 0.5),
    light: number('light', 0, 2 * Math.PI),
    shadow: Math.max(0, number('shadow', -0.3, 0.3)),
    ruling,
    spacing: number('spacing', 22, 45),
    lineWidth: number('line width', 1, 2.2),
    lineDarkness: number('line darkness', 0.08, 0.3),
    ink: number('ink', 0.4, 0.85),
    grain: number('grain', 0, 0.5),
    edge: number('edge', 0.3, 0.6),
    size: number('size', 110, 200),
    x: number('x', 0.42, 0.58),
    y: number('y', 0.4, 0.6),
    tilt: number('tilt', -0.2, 0.2),
    noise: number('noise', 2, 9),
    specks: Math.floor(number('specks', 0, 6)),
  };
}

/** @param digit `[28, 28]`, bright on black. */
export function syntheticPhoto(digit: GreyPicture, seed: number, settings = photoSettings(seed)): GreyPicture {
  const random = createRandom(seed).stream('pixels');
  const noise = random.stream('noise').normal(HEIGHT * WIDTH, 0, settings.noise);
  const grain = smoothNoise(random.stream('grain'));
  const specks = Array.from({ length: settings.specks }, (_, i) => random.stream('speck').stream(i).uniform(3));
  const pixels = new Uint8Array(HEIGHT * WIDTH);
  const [sin, cos] = [Math.sin(settings.tilt), Math.cos(settings.tilt)];
  for (let row = 0; row < HEIGHT; row++)
    for (let column = 0; column < WIDTH; column++) {
      const [dx, dy] = [column - settings.x * WIDTH, row - settings.y * HEIGHT];
      const [u, v] = [cos * dx + sin * dy, cos * dy - sin * dx]; // on the paper
      const stroke = strokeAt(digit, u, v, settings) * (1 - settings.grain * grain(row, column));
      const line = lineAt(u, v, settings);
      const speck = specks.some(([x, y, r]) => Math.hypot(column - x * WIDTH, row - y * HEIGHT) < 1 + 2 * r) ? 0.5 : 0;
      const dark = Math.max(settings.ink * stroke, settings.lineDarkness * line, speck);
      const value = settings.paper * lightAt(row, column, settings) * (1 - dark) + noise[row * WIDTH + column];
      pixels[row * WIDTH + column] = Math.max(0, Math.min(255, Math.round(value)));
    }
  return { pixels, height: HEIGHT, width: WIDTH };
}

/** 0 to 1: the digit enlarged between its pixels, with edges as sharp as a pen's. */
function strokeAt({ pixels, height, width }: GreyPicture, u: number, v: number, { size, edge }: PhotoSettings): number {
  const [x, y] = [(u / size + 0.5) * width - 0.5, (v / size + 0.5) * height - 0.5];
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = (row: number, column: number) =>
    row >= 0 && row < height && column >= 0 && column < width ? pixels[row * width + column] / 255 : 0;
  const [fx, fy] = [x - left, y - top];
  const value =
    (1 - fy) * ((1 - fx) * at(top, left) + fx * at(top, left + 1)) +
    fy * ((1 - fx) * at(top + 1, left) + fx * at(top + 1, left + 1));
  return Math.max(0, Math.min(1, (value - edge) / 0.2 + 0.5));
}

function lineAt(u: number, v: number, { ruling, spacing, lineWidth }: PhotoSettings): number {
  const near = (position: number) => {
    const distance = Math.abs(position - spacing * Math.round(position / spacing));
    return Math.max(0, Math.min(1, lineWidth / 2 - distance + 0.5));
  };
  if (ruling === 'none') return 0;
  return ruling === 'lines' ? near(v + 7) : Math.max(near(v + 7), near(u + 5));
}

function lightAt(row: number, column: number, { shade, light, shadow }: PhotoSettings): number {
  const [x, y] = [column / WIDTH - 0.5, row / HEIGHT - 0.5];
  const along = Math.cos(light) * x + Math.sin(light) * y; // -0.7 to 0.7
  const edge = 1 / (1 + Math.exp(-40 * (along - 0.25)));
  return (1 - shade * (0.5 + along / 1.42)) * (1 - shadow * edge);
}

/** Noise of patches of about three pixels, 0 to 1. */
function smoothNoise(random: Random) {
  const [rows, columns] = [Math.ceil(HEIGHT / 3) + 1, Math.ceil(WIDTH / 3) + 1];
  const values = random.uniform(rows * columns);
  return (row: number, column: number) => values[Math.floor(row / 3) * columns + Math.floor(column / 3)];
}
