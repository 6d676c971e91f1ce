// Data sets written by NumPy, pandas, pyarrow and Pillow, and what those libraries read from them (fixtures/data-mnist/make.py).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Dataset, ImageSet } from '@mlp-lab/core';
import { decodePicture, describeDataset, loadMnist } from '@mlp-lab/data-mnist';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';

interface ExpectedSet {
  shape: number[];
  sha256: string;
  labels: number[];
}

interface Expected {
  train?: ExpectedSet;
  test?: ExpectedSet;
  /** Both sets together, of a source without a test set. */
  all?: ExpectedSet;
  classNames?: string[];
  notes?: string[];
  name?: string;
  format?: string;
  error?: string;
  /** Path of a picture → its grey pixels. */
  pictures?: Record<string, string>;
  same?: string;
}

const FIXTURES = fileURLToPath(new URL('../../../fixtures/data-mnist/', import.meta.url));
const expected: {
  sources: Record<string, Expected>;
  jpegs: Record<string, { height: number; width: number; pixels: string }>;
} = JSON.parse(readFileSync(`${FIXTURES}expected.json`, 'utf8'));
const source = (name: string) => `${FIXTURES}files/${name}`;

const summary = ({ images, labels, count, height, width }: ImageSet): ExpectedSet => ({
  shape: [count, height, width],
  sha256: createHash('sha256').update(images).digest('hex'),
  labels: [...labels],
});

/** The images with their labels in one fixed order, since a test set is chosen by chance. */
const multiset = ({ images, labels, height, width }: ImageSet) =>
  Array.from(labels, (label, i) => `${label} ${images.subarray(i * height * width, (i + 1) * height * width)}`);

const sets = Object.entries(expected.sources);
const failing = sets.filter(([, { error }]) => error !== undefined);
const whole = sets.filter(([, { train }]) => train !== undefined);
const single = sets.filter(([, { all }]) => all !== undefined);

describe('loadMnist', () => {
  it.each(whole)('reads %s as the library does', async (name, { train, test, ...rest }) => {
    const dataset = await loadMnist({ source: source(name) });
    expect(summary(dataset.train)).toEqual(train);
    expect(summary(dataset.test)).toEqual(test);
    await expectRest(dataset, name, rest);
  });

  it.each(single)('sets a stratified sixth of %s aside', async (name, { all, ...rest }) => {
    const dataset = await loadMnist({ source: source(name) });
    const { train, test } = dataset;
    expect([train.count + test.count, train.height, train.width]).toEqual(all!.shape);
    expect(test.count).toBe(Math.round(all!.shape[0] / 6));
    expect([...train.labels, ...test.labels].sort()).toEqual([...all!.labels].sort());
    expect(await loadMnist({ source: source(name) })).toEqual(dataset); // by a fixed seed
    await expectRest(dataset, name, rest);
  });

  it.each(failing)('refuses %s in one sentence', async (name, { error }) => {
    const thrown = await loadMnist({ source: source(name) }).catch((thrown) => thrown);
    expect(thrown).toMatchObject({ name: 'MlpLabError', code: 'bad-data' });
    expect(thrown.message).toContain(`${name}`);
    expect(thrown.message).toContain(error);
  });

  it('keeps the pixels of a table whose test set it chooses', async () => {
    const { train, test } = await loadMnist({ source: source('openml.pq') });
    const dense = await loadMnist({ source: source('dense.arff') });
    const sparse = await loadMnist({ source: source('sparse.arff') });
    const both = [...multiset(train), ...multiset(test)].sort();
    for (const other of [dense, sparse])
      expect([...multiset(other.train), ...multiset(other.test)].sort()).toEqual(both);
    const digest = createHash('sha256').update(both.join('\n')).digest('hex');
    const keras = await loadMnist({ source: source('keras.npz') }); // the same 40 pictures
    expect(createHash('sha256').update(multiset(keras.train).sort().join('\n')).digest('hex')).toBe(digest);
  });

  it.each(['pictures', 'pictures.zip'])('reads %s as Pillow does, and mixes the classes', async (name) => {
    const { pictures = {}, ...rest } = expected.sources.pictures;
    const dataset = await loadMnist({ source: source(name) });
    const wanted = (role: string) =>
      Object.entries(pictures)
        .filter(([path]) => path.startsWith(role))
        .map(([path, pixels]) => `${path.split('/')[1].slice(3)} ${new Uint8Array(Buffer.from(pixels, 'base64'))}`)
        .sort();
    expect(multiset(dataset.train).sort()).toEqual(wanted('training'));
    expect(multiset(dataset.test).sort()).toEqual(wanted('testing'));
    expect(new Set(dataset.train.labels.slice(0, 20)).size).toBe(10);
    await expectRest(dataset, name, rest);
  });
});

async function expectRest(dataset: Dataset, name: string, { classNames, notes, name: called, format }: Expected) {
  expect(dataset.classNames).toEqual(classNames);
  for (const note of notes ?? []) expect(dataset.notes).toContainEqual(expect.stringContaining(note));
  if (notes === undefined && name.endsWith('keras.npz')) expect(dataset.notes).toBeUndefined();
  if (called) expect(dataset.name).toBe(called);
  if (format) expect((await describeDataset(source(name))).format).toBe(format);
}

describe('decodePicture', () => {
  it.each(Object.entries(expected.jpegs))('reads %s upright, within what decoders differ by', async (name, jpeg) => {
    const picture = await decodePicture(readFileSync(source(`jpeg/${name}`)));
    expect([picture.height, picture.width]).toEqual([jpeg.height, jpeg.width]);
    const wanted = Buffer.from(jpeg.pixels, 'base64');
    const differences = [...picture.pixels].map((pixel, i) => Math.abs(pixel - wanted[i]));
    // Grey: rounding of the inverse cosine transform. Colours: each decoder has its own way to enlarge the halved colours.
    const isColour = name === 'colour.jpg';
    expect(Math.max(...differences)).toBeLessThanOrEqual(isColour ? 24 : 2);
    expect(differences.reduce((sum, each) => sum + each, 0) / differences.length).toBeLessThan(isColour ? 3 : 0.5);
  });

  it.each([
    ['black ink on white', [0, 0, 0], [0, 127, 255]],
    ['grey ink on white', [100, 100, 100], [100, 177, 255]],
    ['white ink on black', [255, 255, 255], [255, 128, 0]],
  ])('sees %s where there is no background', async (_name, ink, pixels) => {
    const picture = new PNG({ width: 3, height: 1 });
    picture.data.set([255, 128, 0].flatMap((alpha) => [...ink, alpha]));
    expect([...(await decodePicture(PNG.sync.write(picture))).pixels]).toEqual(pixels);
  });
});
