// The many spellings of each format (fixtures/data-mnist/make_variants.py): all types of IDX, what spreadsheets, R, NumPy and pandas write
// as CSV, every layout of .npz, and parquet of all codecs are read as the same pictures and labels.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ImageSet } from '@mlp-lab/core';
import { loadMnist } from '@mlp-lab/data-mnist';
import { describe, expect, it } from 'vitest';

interface ExpectedSet {
  shape: number[];
  sha256: string;
  labels: number[];
}

interface Expected {
  train: ExpectedSet;
  test: ExpectedSet;
  notes?: string[];
  classNames?: string[];
}

const FIXTURES = fileURLToPath(new URL('../../../fixtures/data-mnist/', import.meta.url));
const { sources }: { sources: Record<string, Expected | { error: string }> } = JSON.parse(
  readFileSync(`${FIXTURES}variants.json`, 'utf8'),
);
const source = (name: string) => `${FIXTURES}variants/${name}`;

const summary = ({ images, labels, count, height, width }: ImageSet): ExpectedSet => ({
  shape: [count, height, width],
  sha256: createHash('sha256').update(images).digest('hex'),
  labels: [...labels],
});

describe('loadMnist', () => {
  it.each(Object.entries(sources))(
    'reads %s as what it holds, or refuses it in one sentence',
    async (name, expected) => {
      const reading = loadMnist({ source: source(name) });
      if ('error' in expected) {
        const thrown = await reading.catch((error) => error);
        expect(thrown).toMatchObject({ name: 'MlpLabError', code: 'bad-data' });
        expect(thrown.message).toContain(expected.error);
        return;
      }
      const { train, test, classNames, notes = [] } = await reading;
      expect(summary(train)).toEqual(expected.train);
      expect(summary(test)).toEqual(expected.test);
      if (expected.classNames) expect(classNames).toEqual(expected.classNames);
      for (const note of expected.notes ?? []) expect(notes).toContainEqual(expect.stringContaining(note));
    },
  );
});
