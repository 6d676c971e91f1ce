// Fused arithmetic from compare's option to run folders, threads and workers.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CompareOptions, compare, requirementsOf, unmetRequirement } from '@mlp-lab/experiment';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook } from '@mlp-lab/models';
import { afterEach, expect, it, vi } from 'vitest';

const registry = createRegistry([notebook()]);
const dirs: string[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const dir of dirs.splice(0)) await rm(dir, { recursive: true });
});
const run = (options: Partial<CompareOptions> = {}) =>
  compare({ registry, dataset: tinyDataset, variants: ['relu'], epochs: 2, arithmetic: 'fused', ...options });
const historyOf = async (options: Partial<CompareOptions> = {}) => (await run(options)).rows[0].runs[0].history;

it('gives the same numbers on threads, and others than separate', async () => {
  const fused = await historyOf();
  expect(await historyOf({ jobs: 2, seeds: [1, 2] })).toEqual(fused);
  expect(await historyOf({ arithmetic: 'separate' })).not.toEqual(fused);
});

it('is recorded, and a run is not continued in the other', async () => {
  const out = await mkdtemp(join(tmpdir(), 'mlp-lab-'));
  dirs.push(out);
  const report = await run({ out });
  expect(report.madeBy).toMatchObject([{ arithmetic: 'fused' }]);
  expect(JSON.parse(await readFile(join(out, 'config.json'), 'utf8'))).toMatchObject({
    arithmetic: 'fused',
    madeBy: { arithmetic: 'fused' },
  });
  await expect(run({ out, arithmetic: undefined })).rejects.toThrow('(arithmetic "fused", now "separate")');
  await expect(run({ out, arithmetic: undefined, epochs: 3 })).rejects.toMatchObject({ code: 'invalid-argument' });
  expect((await run({ out, epochs: 3 })).rows[0].runs[0].continuedAfter).toEqual([2]);
});

it('is refused before training where it can not be had', async () => {
  await expect(run({ backend: 'cpu' })).rejects.toThrow("arithmetic: expected 'separate' on the backend cpu");
  await expect(run({ arithmetic: 'exact' as never })).rejects.toMatchObject({ code: 'invalid-argument' });
  withoutFusion();
  await expect(run()).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('no relaxed SIMD'),
  });
});

it('goes to no worker whose machine does not fuse', () => {
  const variant = registry.get('relu');
  const task = { id: 'a', variant: 'relu', seed: 1, recipe: variant.recipe, backend: 'engine' };
  const unmet = (requires: ReturnType<typeof requirementsOf>) =>
    unmetRequirement({ variant: 'relu', requires }, { dataset: tinyDataset, registry });
  const separate = requirementsOf(task, variant, tinyDataset);
  const fused = requirementsOf({ ...task, arithmetic: 'fused' }, variant, tinyDataset);
  expect([unmet(separate), unmet(fused)]).toEqual([undefined, undefined]);
  withoutFusion();
  expect(unmet(separate)).toBeUndefined();
  expect(unmet(fused)).toMatch(/^it needs fused arithmetic, which the worker does not have/);
});

/** WebAssembly knows everything but `relaxed_madd`. */
function withoutFusion(): void {
  const MADD = 0x85; // in its opcode, and in no other probe
  vi.spyOn(WebAssembly, 'validate').mockImplementation((bytes) => !(bytes as Uint8Array).includes(MADD));
}
