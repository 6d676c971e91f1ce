import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { compare } from '@mlp-lab/experiment';
import { readRun, reportSoFar, withStoredModels } from '@mlp-lab/experiment/node';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook } from '@mlp-lab/models';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

const registry = createRegistry([notebook()]);

let parent: string;
let made: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'mlp-lab-hostile-'));
  made = join(parent, 'made');
  await compare({ registry, dataset: tinyDataset, variants: ['relu'], epochs: 1, out: made });
});
afterAll(() => rm(parent, { recursive: true }));

const FILES = ['config.json', 'report.json', 'networks/relu.seed-1.json', 'models/relu.seed-1.json'];

it('is read, or refused in one line without tensors left, whatever field of its files is changed', async () => {
  const texts = new Map<string, string>();
  for (const file of FILES) texts.set(file, await readFile(join(made, file), 'utf8'));
  const places = FILES.flatMap((file) => pathsIn(JSON.parse(texts.get(file)!)).map((path) => ({ file, path })));
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(null, -1, 1e300, '', '../x', [], {}, { toString: null }),
  );
  const dir = join(parent, 'changed');
  await cp(made, dir, { recursive: true });
  let read = 0;
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), anything, async ({ file, path }, value) => {
      const json = JSON.parse(texts.get(file)!);
      set(json, path, value);
      await writeFile(join(dir, file), JSON.stringify(json));
      const before = tf.memory().numTensors;
      runs += 1;
      try {
        const stored = await readRun(dir);
        reportSoFar({ ...stored, report: undefined }, { registry, dataset: tinyDataset });
        read += 1;
        const [row] = stored.report?.rows ?? [];
        if (row?.runs[0]) await withStoredModels(stored, { row, run: row.runs[0], registry }, () => {});
      } catch (error) {
        expect(error).toBeInstanceOf(MlpLabError);
        expect((error as MlpLabError).message).not.toMatch(/\n/);
      } finally {
        await writeFile(join(dir, file), texts.get(file)!);
      }
      expect(tf.memory().numTensors).toBe(before);
    }),
    { numRuns: 150 },
  );
  expect(read).toBeGreaterThan(runs / 5); // enough come past the first checks
});

/** Where each value of a JSON value stands. */
function pathsIn(value: unknown, path: string[] = []): string[][] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [...(path.length > 0 ? [path] : []), ...inner.flatMap(([key, part]) => pathsIn(part, [...path, key]))];
}

// biome-ignore lint/suspicious/noExplicitAny: whatever a file may hold
function set(json: any, path: readonly string[], value: unknown): void {
  const owner = path.slice(0, -1).reduce((part, key) => part[key], json);
  owner[path.at(-1)!] = value;
}
