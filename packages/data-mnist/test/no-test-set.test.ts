// A training set without a test set is split in every format, and a test set without a training set is refused in every format.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { ImageSet } from '@mlp-lab/core';
import { loadMnist } from '@mlp-lab/data-mnist';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Files, idx } from './idx-bytes';
import { npy, zipOf } from './zip-bytes';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-no-test-set-'));
});
afterAll(() => rm(dir, { recursive: true }));

const FIXTURES = fileURLToPath(new URL('../../../fixtures/data-mnist/', import.meta.url));

let next = 0;
async function write(files: Files, name = `${next++}`): Promise<string> {
  for (const [file, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name, file)), { recursive: true });
    await writeFile(join(dir, name, file), bytes);
  }
  return join(dir, name);
}

/** The files of a folder of fixtures, by their paths in it. */
const filesOf = (folder: string): Files =>
  Object.fromEntries(
    readdirSync(FIXTURES + folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(FIXTURES.length + folder.length + 1), Uint8Array.from(readFileSync(path))]),
  );

const unlike = (files: Files, names: RegExp): Files =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !names.test(name)));

const keras = (parts: readonly string[]): Files => {
  const array = (shape: string, data: number[]) =>
    npy(`{'descr': '|u1', 'fortran_order': False, 'shape': ${shape}, }\n`, Uint8Array.from(data));
  const arrays = parts.flatMap((part) => [
    [`x_${part}.npy`, array('(12, 2, 2)', [...Array(48).keys()])],
    [
      `y_${part}.npy`,
      array(
        '(12,)',
        [...Array(12).keys()].map((i) => i % 3),
      ),
    ],
  ]);
  return { 'digits.npz': zipOf(Object.fromEntries(arrays)) };
};

/** What the names of a test set's files have. */
const TEST = /(^|[-_./])(t10k|test|testing)[-_./]/;

const SOURCES: readonly (readonly [name: string, files: Files, training?: Files, test?: Files])[] = [
  ...['raw/MNIST/raw', 'packed', 'half-packed', 'folders', 'long-names', 'qmnist'].map(
    (name) => [`IDX (${name})`, filesOf(`variants/idx-${name}`)] as const,
  ),
  ['IDX (EMNIST)', filesOf('files/emnist')],
  ['.npz', keras(['train', 'test']), keras(['train']), keras(['test'])],
  ['.npz (KMNIST)', filesOf('files/kmnist')],
  ['.npy', filesOf('files/npy')],
  ...['apart', 'bars'].map((name) => [`CSV (${name})`, filesOf(`variants/csv-${name}`)] as const),
  ['CSV (Fashion-MNIST)', filesOf('files/fashion')],
  ['CSV (Kaggle)', unlike(filesOf('variants/csv-kaggle'), /submission/)],
  ['ARFF', filesOf('variants/arff-quotes')],
  ['parquet', filesOf('files/hugging-face')],
  ['pictures', filesOf('files/pictures')],
  ['pictures in a table', filesOf('variants/pictures-listed')],
];

const sources = SOURCES.map(([name, files, training = unlike(files, TEST), test]) => ({
  name,
  files,
  training,
  test: test ?? unlike(files, /(^|[-_./])train(ing)?[-_./]/),
}));

/** The images with their labels in one fixed order. */
const multiset = (...sets: ImageSet[]) =>
  sets
    .flatMap(({ images, labels, height, width }) =>
      Array.from(labels, (label, i) => `${label}: ${images.subarray(i * height * width, (i + 1) * height * width)}`),
    )
    .sort();

describe.each(sources)('$name', ({ files, training, test }) => {
  it('without a test set, has a sixth of each class set aside, and says so', async () => {
    const { train } = await loadMnist({ source: await write(files) });
    const split = await loadMnist({ source: await write(training) });
    expect(multiset(split.train, split.test)).toEqual(multiset(train));
    expect(split.test.count).toBe(Math.max(1, Math.round(train.count / 6)));
    const { count } = split.test;
    const images = count === 1 ? '1 image' : `${count} images`;
    const note = `There is no test set: a sixth of each class, ${images}, was set aside for testing (stratified, seed 1).`;
    expect(split.notes).toContain(note);
  });

  it('in a zip archive is split, too', async () => {
    const folder = await write({ 'digits.zip': zipOf(training) });
    const fromFolder = await loadMnist({ source: await write(training, `${next++}/digits`) });
    expect(await loadMnist({ source: join(folder, 'digits.zip') })).toEqual(fromFolder);
  });

  it('without a training set is refused, with what to do', async () => {
    const folder = await write(test);
    const archive = join(await write({ 'digits.zip': zipOf(test) }), 'digits.zip');
    const isSingleTable = Object.keys(test).length === 1 && !('digits.npz' in test); // and then the whole data set
    for (const source of isSingleTable ? [folder] : [folder, archive]) {
      const error = await loadMnist({ source }).catch((thrown) => thrown);
      expect(error).toMatchObject({ name: 'MlpLabError', code: 'bad-data' });
      expect(error.message).toMatch(
        /: expected a training set, received a test set alone \(.*\): put the training set beside it/,
      );
    }
  });
});

const images = idx(
  [12, 2, 2],
  Array.from({ length: 48 }, (_, i) => i),
);
const labels = idx(
  [12],
  Array.from({ length: 12 }, (_, i) => i % 3),
);
const training = { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels };

describe('IDX files', () => {
  it('of half a test set are an incomplete data set', async () => {
    for (const [name, bytes, missing] of [
      ['t10k-images-idx3-ubyte', images, 't10k-labels-idx1-ubyte'],
      ['t10k-labels-idx1-ubyte.gz', Uint8Array.from(gzipSync(labels)), 't10k-images-idx3-ubyte'],
    ] as const)
      await expect(loadMnist({ source: await write({ ...training, [name]: bytes }) })).rejects.toThrow(
        `${missing}: missing: tried ${missing} (no such file)`,
      );
  });

  it('of a test set whose checksum was given must be there', async () => {
    const source = await write(training);
    await expect(loadMnist({ source, checksums: { 't10k-labels-idx1-ubyte': '0'.repeat(64) } })).rejects.toThrow(
      't10k-images-idx3-ubyte: missing: tried',
    );
  });
});

it('an image that is the only one of its class is for training', async () => {
  const rows = Array.from({ length: 24 }, (_, i) => `${i < 22 ? i % 2 : i},0,0,0,${i}`);
  const source = await write({ 'all.csv': Uint8Array.from(Buffer.from(`label,a,b,c,d\n${rows.join('\n')}\n`)) });
  const { train, test } = await loadMnist({ source });
  expect(test.count).toBe(4);
  expect(new Set(test.labels)).toEqual(new Set([0, 1]));
  expect([...train.labels]).toEqual(expect.arrayContaining([22, 23]));
});

describe('a single file', () => {
  const table = (name: string) => filesOf('variants/csv-kaggle')[name];

  it('is the whole data set, whatever its name says', async () => {
    const folder = await write({ 'mnist_test.csv': table('train.csv'), 'mnist_train.csv': table('test.csv') });
    const { train, test, name } = await loadMnist({ source: join(folder, 'mnist_test.csv') });
    expect([train.count + test.count, name]).toEqual([20, 'mnist']);
  });

  it('in an archive of its own is, too', async () => {
    const folder = await write({ 'test.csv.zip': zipOf({ 'test.csv': table('train.csv') }) });
    const { train, test } = await loadMnist({ source: join(folder, 'test.csv.zip') });
    expect(train.count + test.count).toBe(20);
  });
});
