// Photos of paper, made by synthetic-photo.ts over test digits: what the network gets right of the clean digits stays right.
// PHOTOS=200 npx vitest run packages/cli/test/photos.test.ts measures more of them, and prints the share.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GreyPicture, loadMnist } from '@mlp-lab/data-mnist';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli';
import { photoSettings, syntheticPhoto } from './synthetic-photo';

const COUNT = Number(process.env.PHOTOS ?? 30);
const LEAST = 0.9;

let dir: string;
let run: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-photos-'));
  run = join(dir, 'run');
  const network = ['relu', '--set', 'optimizer=adam', '--set', 'hidden=128', '--set', 'validationSplit=0'];
  await runCli(['train', ...network, '--scale', 'unit', '--batch-size', '64', '--epochs', '2', '--out', run]);
}, 120_000);
afterAll(() => rm(dir, { recursive: true }));

/** Written by another library than the one that reads PNGs here. */
async function save(name: string, { pixels, height, width }: GreyPicture): Promise<string> {
  const file = join(dir, name);
  await writeFile(file, encode({ width, height, data: Uint8Array.from(pixels), channels: 1 }));
  return file;
}

interface Answers {
  predictions: { image: string; prediction: number }[];
  refused?: { image: string; message: string }[];
}

async function ask(...files: string[]) {
  const { code, stdout, stderr } = await runCli(['predict', run, '--json', '--image', ...files]);
  return { code, stderr, answers: stdout === '' ? undefined : (JSON.parse(stdout) as Answers) };
}

describe('mlp-lab predict, of photos', () => {
  it('stays right for at least nine in ten of the digits that it gets right when they are clean', async () => {
    const { images, labels } = (await loadMnist()).test;
    const digit = (i: number) => ({ pixels: images.subarray(784 * i, 784 * (i + 1)), height: 28, width: 28 });
    const indices = Array.from({ length: COUNT }, (_, i) => i);
    const clean = await Promise.all(indices.map((i) => save(`clean-${i}.png`, digit(i))));
    const photos = await Promise.all(indices.map((i) => save(`photo-${i}.png`, syntheticPhoto(digit(i), i))));
    const { answers } = await ask(...clean);
    const known = indices.filter((i) => answers!.predictions[i].prediction === labels[i]);
    const found = new Map(
      (await ask(...photos)).answers!.predictions.map(({ image, prediction }) => [image, prediction]),
    );
    const kept = known.filter((i) => found.get(`photo-${i}.png`) === labels[i]);
    if (process.env.PHOTOS) console.log(`${kept.length} of ${known.length}: ${kept.length / known.length}`);
    expect(known.length).toBeGreaterThan(0.9 * COUNT);
    expect(kept.length).toBeGreaterThanOrEqual(LEAST * known.length);
  }, 600_000);

  it('refuses paper without a digit alone, names it, and answers the others', async () => {
    const { images } = (await loadMnist()).test;
    const digit = { pixels: images.subarray(0, 784), height: 28, width: 28 };
    const nothing = { ...digit, pixels: new Uint8Array(784) };
    const settings = { ...photoSettings(3), ruling: 'lines' as const, specks: 4 };
    const good = await save('good.png', syntheticPhoto(digit, 1));
    const empty = await save('empty.png', syntheticPhoto(nothing, 3, settings));
    const heic = join(dir, 'photo.heic');
    await writeFile(heic, Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'));
    const { code, stderr, answers } = await ask(empty, good, heic);
    expect(code).toBe(1);
    expect(answers!.predictions.map(({ image }) => image)).toEqual(['good.png']);
    expect(answers!.refused).toEqual([
      { image: 'empty.png', message: expect.stringContaining('no digit found') },
      { image: 'photo.heic', message: expect.stringContaining('received HEIC: save it as JPEG or PNG') },
    ]);
    expect(stderr).toContain('empty.png: picture: no digit found');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('draws the picture that the network saw, with the name of its file', async () => {
    const { images } = (await loadMnist()).test;
    const photo = await save(
      'seven.png',
      syntheticPhoto({ pixels: images.subarray(0, 784), height: 28, width: 28 }, 1),
    );
    const { stdout } = await runCli(['predict', run, photo]);
    expect(stdout).toMatch(/^seven\.png: 7, /m);
    expect(stdout).toMatch(/[▄▀█]{3}/);
    expect(stdout).toMatch(/^seven\.png +7 /m);
  });
});
