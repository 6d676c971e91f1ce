// The charts as programs other than browsers draw them: in the light colours, with their images, whose pixels are sharp.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Chart, type Mark, renderSvg } from '@mlp-lab/viz';
import { Resvg } from '@resvg/resvg-js';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TONES } from '../src/theme';
import { examples } from './examples';

const MARGIN = 16;
const NEAR = 6; // of 255: programs round colours differently

/** A picture of one pixel per pixel of the chart: RGBA. */
interface Picture {
  width: number;
  data: Uint8Array;
}

/** How each program turns the files `NAME.svg` in a folder into pictures. */
const viewers: Record<string, (dir: string, names: readonly string[]) => Picture[]> = {
  resvg: (dir, names) =>
    names.map((name) => {
      const { width, pixels } = new Resvg(readFileSync(join(dir, `${name}.svg`), 'utf8')).render();
      return { width, data: pixels };
    }),
  'rsvg-convert': (dir, names) =>
    names.map((name) => PNG.sync.read(execFileSync('rsvg-convert', [join(dir, `${name}.svg`)]))),
  // ImageMagick's own renderer, which draws where librsvg is not installed.
  convert: (dir, names) =>
    names.map((name) => PNG.sync.read(execFileSync('convert', [`msvg:${join(dir, `${name}.svg`)}`, 'png32:-']))),
  inkscape: (dir, names) => {
    const files = names.map((name) => join(dir, `${name}.svg`));
    const env = { ...process.env, INKSCAPE_PROFILE_DIR: dir }; // apart from the user's
    execFileSync('inkscape', ['--export-type=png', ...files], { stdio: 'ignore', env });
    return names.map((name) => PNG.sync.read(readFileSync(join(dir, `${name}.png`))));
  },
};

const dir = mkdtempSync(join(tmpdir(), 'mlp-lab-viewers-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The charts of the gallery, one of many elements, and images of every strength. */
const charts: Record<string, Chart> = {
  ...Object.fromEntries(Object.entries(examples).map(([name, { draw }]) => [name, draw()])),
  many: {
    width: 80,
    height: 60,
    title: 'Many elements',
    desc: 'A square of 1,200 cells.',
    marks: Array.from({ length: 1200 }, (_, i): Mark => cell(2 * (i % 40), 2 * Math.floor(i / 40))),
  },
  strengths: {
    width: 200,
    height: 84,
    title: 'Every strength',
    desc: 'Images from the least to the largest value.',
    marks: [image('ink', 0, [0, 1]), image('diverging', 100, [-1, 1])],
  },
};

function cell(x: number, y: number): Mark {
  return { kind: 'rect', role: 'cell', x, y, width: 2, height: 2, tone: 'series-4' };
}

function image(scheme: 'ink' | 'diverging', x: number, [from, to]: [number, number]): Mark {
  const values = Array.from({ length: 784 }, (_, i) => from + ((to - from) * i) / 783);
  return { kind: 'pixels', scheme, x, y: 0, width: 84, height: 84, columns: 28, rows: 28, values };
}

/** ImageMagick takes up to a minute for a chart: it draws small ones. */
const SMALL = ['digit', 'many', 'strengths', 'summary-bars'];
const chartsFor = (viewer: string): [string, Chart][] =>
  Object.entries(charts).filter(([name]) => viewer !== 'convert' || SMALL.includes(name));

for (const [viewer, draw] of Object.entries(viewers)) {
  const isHere = viewer === 'resvg' || isInstalled(viewer);
  describe.skipIf(!isHere)(isHere ? viewer : `${viewer} is not installed`, () => {
    const pictures = new Map<string, Picture>();

    beforeAll(() => {
      const own = join(dir, viewer);
      mkdirSync(own);
      for (const [name, chart] of chartsFor(viewer)) writeFileSync(join(own, `${name}.svg`), renderSvg(chart));
      const names = chartsFor(viewer).map(([name]) => name);
      for (const [i, picture] of draw(own, names).entries()) pictures.set(names[i], picture);
    });

    test.each(chartsFor(viewer))('%s has the light colours', (name, chart) => {
      const picture = pictures.get(name)!;
      expect(picture.width).toBe(chart.width + 2 * MARGIN);
      expect(colorAt(picture, chart.width / 2, -MARGIN / 2)).toEqual(rgb(TONES.surface.light));
      for (const tone of solidTones(chart)) expect(has(picture, rgb(TONES[tone].light)), tone).toBe(true);
      expect(shareOfBlack(picture)).toBeLessThan(0.25);
    });

    test('a chart of many elements is whole', () => {
      const last = colorAt(pictures.get('many')!, 79, 59);
      expect(isNear(last, rgb(TONES['series-4'].light)), `${last}`).toBe(true);
    });

    test.each(chartsFor(viewer).filter(([, { marks }]) => marks.some(({ kind }) => kind === 'pixels')))(
      '%s has its images, sharp',
      (name, { marks }) => {
        for (const mark of marks) if (mark.kind === 'pixels') checkImage(pictures.get(name)!, mark);
      },
    );
  });
}

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const rgb = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

function colorAt({ width, data }: Picture, x: number, y: number): number[] {
  const at = 4 * (Math.floor(y + MARGIN) * width + Math.floor(x + MARGIN));
  return [...data.subarray(at, at + 3)];
}

const isNear = (a: ArrayLike<number>, b: ArrayLike<number>, at = 0): boolean =>
  [0, 1, 2].every((channel) => Math.abs(a[at + channel] - b[channel]) <= NEAR);

function has({ data }: Picture, color: number[]): boolean {
  for (let at = 0; at < data.length; at += 4) if (isNear(data, color, at)) return true;
  return false;
}

function shareOfBlack({ data }: Picture): number {
  let black = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at] + data[at + 1] + data[at + 2] < 60) black++;
  return (4 * black) / data.length;
}

/** The tones of bars and of thick points, which cover whole pixels. */
const solidTones = ({ marks }: Chart): Set<string> =>
  new Set(
    marks.flatMap((mark) => {
      const isSolid =
        (mark.kind === 'rect' && mark.role !== 'panel' && (mark.opacity ?? 1) === 1 && mark.width > 4) ||
        (mark.kind === 'point' && mark.shape !== 'ring');
      return isSolid ? [mark.tone] : [];
    }),
  );

/** Every pixel of the image is a square of one colour, and the strongest are black, blue or vermillion. */
function checkImage(picture: Picture, mark: Extract<Mark, { kind: 'pixels' }>): void {
  const { x, y, columns, rows, values, scheme } = mark;
  const [across, down] = [mark.width / columns, mark.height / rows];
  const wrong: string[] = []; // an expectation for each of some 100,000 pixels would take ten seconds
  for (let i = 0; i < values.length; i++) {
    const [left, top] = [x + (i % columns) * across, y + Math.floor(i / columns) * down];
    const centre = colorAt(picture, left + across / 2, top + down / 2);
    for (const [a, b] of [[0, 0], [across - 1, 0], [0, down - 1], [across - 1, down - 1]]) // biome-ignore format: one line
      if (!isNear(colorAt(picture, left + a, top + b), centre)) wrong.push(`pixel ${i} is not sharp`);
    const full = { ink: [0, 0, 0], diverging: values[i] < 0 ? [0, 114, 178] : [213, 94, 0] }[scheme];
    if (Math.abs(values[i]) === 1 && !isNear(centre, full)) wrong.push(`pixel ${i}: ${centre}, expected ${full}`);
  }
  expect(wrong).toEqual([]);
}
