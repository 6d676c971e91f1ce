import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersOf, compare, inspect, type Report, snapshotsOf } from '@mlp-lab/experiment';
import { answersTo, readRun, type StoredRun, withStoredModels } from '@mlp-lab/experiment/node';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook } from '@mlp-lab/models';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const registry = createRegistry([notebook()]);
const asked = { registry, dataset: tinyDataset, epochs: 2, batchSize: 8, scale: 'standard' } as const;

let dir: string;
let report: Report;
let stored: StoredRun;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-models-'));
  report = await compare({ ...asked, variants: ['combined', 'ensemble'], probe: 10, out: dir, jobs: 2 });
  stored = await readRun(dir);
});
afterAll(() => rm(dir, { recursive: true }));

describe('the networks that a run saves', () => {
  it.each([0, 1])('answer to the test images as they did, to the last bit: row %i', async (index) => {
    const row = report.rows[index];
    const [run] = row.runs;
    const answers = await answersTo(tinyDataset.test, stored, { row, run, registry });
    expect(answers).toEqual(answersOf(stored.networks, row, run, tinyDataset.test.count));
  });

  it("are in TensorFlow.js's own files, which its own loader reads", async () => {
    const [name] = (await readdir(join(dir, 'models'))).filter((name) => /^combined.*\.json$/.test(name));
    const { weightsManifest, modelTopology, userDefinedMetadata } = JSON.parse(
      await readFile(join(dir, 'models', name), 'utf8'),
    );
    const [{ paths, weights: weightSpecs }] = weightsManifest;
    const bytes = await readFile(join(dir, 'models', paths[0]));
    const weightData = Uint8Array.from(bytes).buffer;
    const model = await loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
    expect(model.outputs[0].shape).toEqual([null, 3]);
    expect(userDefinedMetadata.mlpLab).toMatchObject({ scale: 'standard', pixels: { mean: expect.any(Number) } });
    model.dispose();
  });

  it('leave no tensor behind', async () => {
    const options = { row: report.rows[1], run: report.rows[1].runs[0], registry };
    const before = tf.memory().numTensors;
    await answersTo(tinyDataset.test, stored, options);
    const failing = withStoredModels(stored, options, () => Promise.reject(new Error('on purpose')));
    await expect(failing).rejects.toThrowError('on purpose');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuse images of another size', async () => {
    const options = { row: report.rows[0], run: report.rows[0].runs[0], registry };
    const images = { images: new Uint8Array(25), count: 1, height: 5, width: 5 };
    await expect(answersTo(images, stored, options)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: 'images: expected 4 × 4 pixels, as the networks were trained on, received 5 × 5',
    });
  });

  it('are not there for a report without its folder', async () => {
    const options = { row: report.rows[0], run: report.rows[0].runs[0], registry };
    const alone = { report, networks: new Map() };
    await expect(answersTo(tinyDataset.test, alone, options)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('layers measured while a comparison trains', () => {
  it('have the measurements of inspect, and do not affect the numbers', async () => {
    const [row] = report.rows;
    const { variants } = await inspect({ ...asked, variants: ['combined'], protocol: 'as-published', probe: 10 });
    expect(snapshotsOf(stored.networks, row, row.runs[0])).toEqual(variants[0].snapshots);
    const plain = await compare({ ...asked, variants: ['combined'] });
    expect(plain.rows[0].runs[0].history).toEqual(row.runs[0].history);
    expect(plain.rows[0].runs[0].testLoss).toBe(row.runs[0].testLoss);
  });

  it("are those of an ensemble's first network, and absent unless asked for", async () => {
    const [, row] = report.rows;
    expect(snapshotsOf(stored.networks, row, row.runs[0])?.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
    expect(snapshotsOf(new Map(), row, row.runs[0])).toBeUndefined();
  });

  it('are also read under the name that they had in the first run folders', async () => {
    const [row] = report.rows;
    const old = await mkdtemp(join(tmpdir(), 'mlp-lab-models-'));
    await cp(dir, old, { recursive: true });
    const file = join(old, 'networks', 'combined.seed-1.json');
    const { checksum: _, ...record } = JSON.parse(await readFile(file, 'utf8')); // without a seal, as first written
    await writeFile(file, JSON.stringify(record).replace('"snapshots"', '"moments"'));
    const { networks } = await readRun(old);
    await rm(old, { recursive: true });
    expect(snapshotsOf(networks, row, row.runs[0])).toHaveLength(3);
    expect(snapshotsOf(networks, row, row.runs[0])).toEqual(snapshotsOf(stored.networks, row, row.runs[0]));
  });

  it('must be asked for on one image or more', async () => {
    await expect(compare({ ...asked, variants: ['relu'], probe: 0 })).rejects.toThrowError(
      /probe: expected an integer of at least 1/,
    );
  });
});

describe('settings for every row', () => {
  it("replace the rows' own, also parts of the optimizer, and are reported", async () => {
    const set = {
      hidden: [7],
      dropout: 0,
      validationSplit: 0,
      optimizer: { name: 'sgd' },
      'optimizer.learningRate': 0.5,
    };
    const made = await compare({ ...asked, variants: ['relu', 'dropout'], set });
    expect(made.set).toEqual(set);
    expect(made.rows[0].runs[0]).toMatchObject({ trainedOn: 120, history: { val_acc: [] } });
    expect(made.rows[0].differs.join()).not.toMatch(/hidden|learning/); // the baseline has them, too
    expect(made.rows.map(({ published }) => published)).toEqual([null, null]);
  });

  it.each([
    [{ droput: 0.1 }, 'unknown-name', /a recipe has no droput: did you mean dropout/],
    [{ 'hidden.first': 3 }, 'invalid-argument', /hidden\.first: expected a field of a recipe/],
    [{ dropout: 2 }, 'invalid-argument', /dropout/],
  ])('refuse %j', async (set, code, message) => {
    const made = compare({ ...asked, variants: ['relu'], set });
    await expect(made).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
