import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset } from '@mlp-lab/core';
import { compare } from '@mlp-lab/experiment';
import { type VerifyOptions, verifyRun } from '@mlp-lab/experiment/node';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { buildMlp, createRegistry, definePlugin, notebook, notebookRecipe } from '@mlp-lab/models';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';

const plugin = (version: string) =>
  definePlugin({
    meta: { name: 'acme', version, namespace: 'acme' },
    variants: [
      {
        name: 'net',
        title: 'Net',
        changes: [],
        recipe: { ...notebookRecipe, hidden: [6] },
        build: ({ recipe, ...target }) => buildMlp(recipe, target),
      },
    ],
  });
const registry = createRegistry([notebook(), plugin('1.0.0')]);

let parent: string;
let made: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'mlp-lab-verify-'));
  made = join(parent, 'made');
  const asked = {
    registry,
    dataset: tinyDataset,
    variants: ['relu', 'ensemble', 'acme/net'],
    seeds: [1, 2],
    epochs: 2,
  };
  await compare({ ...asked, out: made });
});
afterAll(() => rm(parent, { recursive: true }));

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(parent, 'run-'));
  await cp(made, dir, { recursive: true });
});

const verify = (options: Partial<VerifyOptions> = {}) => verifyRun(dir, { registry, dataset: tinyDataset, ...options });

/** Writes another record of a network, without a seal, as the first versions did. */
async function edit(id: string, change: (record: { result: Record<string, unknown> }) => void): Promise<void> {
  const file = join(dir, 'networks', `${id}.json`);
  const { checksum: _, ...record } = JSON.parse(await readFile(file, 'utf8'));
  change(record);
  await writeFile(file, JSON.stringify(record));
}

it('finds the same bits in a sample, and in all networks on threads', async () => {
  const sample = await verify();
  expect(sample).toMatchObject({ agrees: true, total: 10, differences: [] });
  expect(sample.networks).toHaveLength(3);
  const all = await verify({ all: true });
  expect(all.networks.map(({ agrees, differs }) => [agrees, differs])).toEqual(Array(10).fill([true, []]));
  expect((await verify({ sample: 2, jobs: 2 })).agrees).toBe(true);
});

it('takes the first images of a larger data set', async () => {
  const half = { ...tinyDataset, train: { ...tinyDataset.train, count: 60, images: tinyDataset.train.images.subarray(0, 960), labels: tinyDataset.train.labels.subarray(0, 60) } }; // biome-ignore format: one line
  const out = join(dir, 'half');
  await compare({ registry, dataset: half, variants: ['relu'], epochs: 1, out });
  expect((await verifyRun(out, { registry, dataset: tinyDataset })).agrees).toBe(true);
});

it('names the version or the arithmetic that differs', async () => {
  await edit('relu.seed-1', ({ result }) => {
    result.madeBy = { version: '0.0.9', arithmetic: 'fused' };
    result.history = { loss: [1, 1], acc: [0, 0], val_loss: [1, 1], val_acc: [0, 0] };
  });
  const { agrees, networks, differences } = await verify({ all: true });
  expect(agrees).toBe(false);
  expect(networks.filter((network) => !network.agrees)).toEqual([
    { id: 'relu.seed-1', agrees: false, differs: ['history'] },
  ]);
  expect(differences.map(({ cause }) => cause)).toEqual(['version', 'arithmetic']);
});

it('trains a run of fused arithmetic in it again, and says where that can not be had', async () => {
  const out = join(dir, 'fused');
  await compare({ registry, dataset: tinyDataset, variants: ['relu'], epochs: 2, arithmetic: 'fused', out });
  const verified = () => verifyRun(out, { registry, dataset: tinyDataset });
  expect(await verified()).toMatchObject({ agrees: true, differences: [] });
  withoutFusion();
  const { differences, networks } = await verified();
  vi.restoreAllMocks();
  expect(differences.map(({ cause }) => cause)).toEqual(['arithmetic']);
  expect(networks).toMatchObject([{ agrees: false, failure: expect.stringContaining('needs fused arithmetic') }]);
});

it('blames the code where all else is the same', async () => {
  await edit('relu.seed-1', ({ result }) => {
    result.history = { loss: [1, 1], acc: [0, 0], val_loss: [1, 1], val_acc: [0, 0] };
  });
  expect((await verify({ all: true })).differences).toEqual([
    { cause: 'code', message: expect.stringMatching(/the code/) },
  ]);
});

it('names other data, and trains nothing on it', async () => {
  const labels = tinyDataset.test.labels.slice().reverse();
  const other: Dataset = { ...tinyDataset, test: { ...tinyDataset.test, labels } };
  const { agrees, networks, differences } = await verify({ dataset: other });
  expect([agrees, networks]).toEqual([false, []]);
  expect(differences).toEqual([
    { cause: 'data', message: expect.stringMatching(/digest [\da-f]{64}; these are tiny/) },
  ]);
});

it('names a plugin of another version', async () => {
  const { differences, networks } = await verify({
    registry: createRegistry([notebook(), plugin('2.0.0')]),
    all: true,
  });
  expect(differences).toEqual([{ cause: 'code', message: expect.stringMatching(/needs the plugin acme 1\.0\.0/) }]);
  expect(networks.filter(({ failure }) => failure).map(({ id }) => id)).toEqual(['acme.net.seed-1', 'acme.net.seed-2']);
});

it('names files that are others than were written', async () => {
  const file = join(dir, 'networks/relu.seed-2.f32');
  const bytes = await readFile(file);
  bytes[5] ^= 1;
  await writeFile(file, bytes);
  await writeFile(join(dir, 'history.csv'), '');
  const { agrees, networks, differences } = await verify({ all: true });
  expect(agrees).toBe(false);
  expect(networks.find(({ id }) => id === 'relu.seed-2')?.differs).toEqual(['answers']);
  expect(differences.map(({ cause }) => cause)).toEqual(['files', 'files']);
});

it('names weights that are others than were written, and a state of the training', async () => {
  const models = await readdir(join(dir, 'models'));
  for (const name of [
    `models/${models.find((file) => /^relu\.seed-2\..*bin$/.test(file))}`,
    'networks/relu.seed-1.checkpoint.bin',
  ]) {
    const bytes = await readFile(join(dir, name));
    bytes[900] ^= 1;
    await writeFile(join(dir, name), bytes);
  }
  const { agrees, networks, differences } = await verify({ all: true });
  expect(agrees).toBe(false);
  expect(networks.filter((network) => !network.agrees)).toEqual([
    { id: 'relu.seed-2', agrees: false, differs: ['weights'] },
  ]);
  expect(differences).toEqual([
    { cause: 'files', message: expect.stringMatching(/relu\.seed-2\..*bin is damaged/) },
    { cause: 'files', message: expect.stringMatching(/relu\.seed-1\.checkpoint\.bin is damaged/) },
  ]);
});

it('needs a run folder with networks', async () => {
  await rm(join(dir, 'networks'), { recursive: true });
  await expect(verify()).rejects.toMatchObject({ code: 'bad-data' });
  await expect(verify({ sample: 0 })).rejects.toMatchObject({ code: 'invalid-argument' });
});

/** WebAssembly knows everything but `relaxed_madd`. */
function withoutFusion(): void {
  const MADD = 0x85; // in its opcode, and in no other probe
  vi.spyOn(WebAssembly, 'validate').mockImplementation((bytes) => !(bytes as Uint8Array).includes(MADD));
}
