import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limitDataset, limitedIndices, loadMnist } from '@mlp-lab/data-mnist';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PngKind, pngOf } from './png-bytes';
import { runCli } from './run-cli';

let dir: string;
let run: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-predict-'));
  run = join(dir, 'run');
  const options = ['--scale', 'standard', '--epochs', '3', '--limit', '2000', '--out', run, '--jobs', '1'];
  await runCli(['compare', 'combined', 'ensemble', ...options]);
});
afterAll(() => rm(dir, { recursive: true }));

const ofCombined = ['--variant', 'combined', '--json'];
const asked = async (...args: string[]) => JSON.parse((await runCli(['predict', run, ...args])).stdout);

/** The test images of the run. */
const testSet = async () => limitDataset(await loadMnist(), 2000).test;

/** A test image as PNG, pixel by pixel. */
async function picture(name: string, index: number, rgba: (pixel: number) => number[]) {
  const { images } = await testSet();
  const png = new PNG({ width: 28, height: 28 });
  png.data.set([...images.subarray(784 * index, 784 * (index + 1))].flatMap(rgba));
  const file = join(dir, name);
  await writeFile(file, PNG.sync.write(png));
  return file;
}

/** A three of black ink on white, 32 × 32, whose edges are dark grey and light grey where there are four shades. */
function three(levels: number): number[][] {
  const ink = (row: number, column: number) => {
    const distance = Math.min(...[10, 21].map((centre) => Math.abs(Math.hypot(row - centre, column - 14) - 5.5)));
    return column < 12 && row > 8 && row < 23 ? 9 : distance;
  };
  const shade = (distance: number) => (distance < 1.5 ? 0 : distance < 2 ? 1 : distance < 2.5 ? 2 : 3);
  const four = Array.from({ length: 32 }, (_, row) =>
    Array.from({ length: 32 }, (_, column) => shade(ink(row, column))),
  );
  return levels === 4 ? four : four.map((row) => row.map((value) => (value > 1 ? 1 : 0)));
}

describe('mlp-lab predict', () => {
  it('gives the probabilities of the saved run, to the last bit', async () => {
    const { predictions } = await asked(...ofCombined, '0', '1999');
    const bytes = await readFile(join(run, 'networks/combined.seed-1.f32'));
    const tested = (image: number) =>
      Array.from({ length: 10 }, (_, label) => bytes.readFloatLE(4 * (10 * image + label)));
    const of = (i: number): number[] => predictions[i].probabilities;
    expect([of(0), of(1)]).toEqual([tested(0), tested(1999)]);
    const chosen = limitedIndices(await testSet())!;
    const { labels } = (await loadMnist()).test;
    const expected = { image: 'test 0', indexInWholeSet: chosen[0], label: labels[chosen[0]] };
    expect(predictions[0]).toMatchObject({ ...expected, confidence: Math.max(...of(0)) });
    expect(predictions[1].indexInWholeSet).toBe(chosen[1999]);
    expect(predictions[0].prediction).toBe(of(0).indexOf(Math.max(...of(0))));
  });

  it('draws and tabulates the first ten test images by default, with the votes of an ensemble', async () => {
    const { code, stdout } = await runCli(['predict', run, '--variant', 'ensemble']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ensemble\ntrue label → prediction, probability\n/);
    expect(stdout).toMatch(/^Image +In the whole set +Label +Prediction +Confidence +Runner-up +Votes$/m);
    expect(stdout.match(/^test \d .* \d \d \d$/gm)).toHaveLength(10);
    expect(stdout).toMatch(/^\d of 10 correct\n$/m);
  });

  it('classifies a picture like the image itself, dark on light or light on dark', async () => {
    const [itself] = (await asked(...ofCombined, '3')).predictions;
    const bright = await picture('bright.png', 3, (pixel) => [pixel, pixel, pixel, 255]);
    const dark = await picture('dark.png', 3, (pixel) => [0, 0, 0, pixel]); // ink on nothing
    const { predictions } = await asked(...ofCombined, '--image', bright, '--image', dark);
    expect(predictions.map(({ image }: { image: string }) => image)).toEqual(['bright.png', 'dark.png']);
    for (const { probabilities, label } of predictions) {
      expect(probabilities).toEqual(itself.probabilities);
      expect(label).toBeUndefined();
    }
  });

  it.each([2, 4])('answers the same for a picture of %i shades in every kind of PNG', async (levels) => {
    const kinds: PngKind[] = [
      ...([1, 2, 4, 8, 16] as const).map((depth) => ({ depth, type: 'grey' as const })),
      ...([1, 2, 4, 8] as const).map((depth) => ({ depth, type: 'palette' as const })),
      ...(['rgb', 'grey-alpha', 'rgba'] as const).flatMap((type) =>
        ([8, 16] as const).map((depth) => ({ depth, type })),
      ),
    ].filter(({ depth }) => 2 ** depth >= levels);
    const variations = kinds.flatMap((kind) =>
      [false, true].flatMap((interlaced) => [false, true].map((transparent) => ({ ...kind, interlaced, transparent }))),
    );
    const files = await Promise.all(
      variations.map(async (kind, i) => {
        const file = join(dir, `${levels}-${i}.png`);
        await writeFile(file, pngOf(kind, three(levels), levels));
        return ['--image', file];
      }),
    );
    const { predictions } = await asked(...ofCombined, ...files.flat());
    expect(predictions).toHaveLength(levels === 2 ? 60 : 52);
    for (const [i, { prediction, probabilities }] of predictions.entries())
      expect([variations[i], prediction, probabilities]).toEqual([variations[i], 3, predictions[0].probabilities]);
  });

  it('reads the images of an IDX file', async () => {
    const { images } = await testSet();
    const header = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28);
    await writeFile(join(dir, 'two'), Buffer.concat([header, images.subarray(0, 2 * 784)]));
    const of = (answer: { predictions: { probabilities: number[] }[] }) =>
      answer.predictions.map(({ probabilities }) => probabilities);
    const there = of(await asked(...ofCombined, '--image', join(dir, 'two')));
    expect(there).toEqual(of(await asked(...ofCombined, '0', '1')));
    expect(of(await asked(...ofCombined, '--image', join(dir, 'two'), '1'))).toEqual([there[1]]);
  });

  it.each([
    ['an index that is too large', 2, () => [run, '2000'], /index: expected 0 to 1999 \(the run's test set/],
    ['a missing file', 1, () => [run, '--image', join(dir, 'no.png')], /no\.png can't be read/],
    [
      'another file',
      1,
      () => [run, '--image', join(run, 'config.json')],
      /config\.json: expected a PNG picture or an IDX/,
    ],
    [
      'a PNG that ends too soon',
      1,
      async () => {
        const file = join(dir, 'short.png');
        await writeFile(file, pngOf({ depth: 8, type: 'grey' }, three(4), 4).subarray(0, 90));
        return [run, '--image', file];
      },
      /short\.png: damaged PNG/,
    ],
    ['an unknown row', 2, () => [run, '--variant', 'combind'], /no row 'combind': did you mean combined/],
  ])('refuses %s in one line', async (_, expected, args, message) => {
    const { code, stdout, stderr } = await runCli(['predict', ...(await args())]);
    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('says if the networks were not saved, or are damaged', async () => {
    const bare = join(dir, 'bare');
    await cp(run, bare, { recursive: true });
    await writeFile(join(bare, 'models/combined.seed-1.json'), '{}');
    expect((await runCli(['predict', bare, '--variant', 'combined'])).stderr).toMatch(
      /combined\.seed-1\.json is damaged/,
    );
    await rm(join(bare, 'models'), { recursive: true });
    expect((await runCli(['predict', bare])).stderr).toMatch(/the networks of combined, seed 1, were not saved/);
  });
});
