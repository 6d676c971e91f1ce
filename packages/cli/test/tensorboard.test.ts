// `--tensorboard`: the same commands as fixtures/tensorboard/read_events.py ran write files with the numbers that the real TensorBoard read.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runs } from '../../../fixtures/tensorboard/read_events.json';
import { type ReadEvents, readEvents } from './read-events';
import { runCli } from './run-cli';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-tensorboard-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function written(name: 'sweep' | 'inspect'): Promise<Record<string, ReadEvents>> {
  const folder = join(dir, name);
  const { code, stderr } = await runCli([...runs[name].command.split(' '), '--tensorboard', folder, '--json']);
  expect([code, stderr]).toEqual([0, expect.anything()]);
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(await Promise.all(names.map(async (each) => [each, await readEvents(join(folder, each))])));
}

describe('--tensorboard', () => {
  it('writes the scalars of every network and epoch of a sweep, and its settings', async () => {
    const { folders } = runs.sweep;
    const found = await written('sweep');
    expect(Object.keys(found)).toEqual(Object.keys(folders));
    expect(Object.keys(found)).toHaveLength(4); // two rates, two seeds
    for (const [name, { scalars, hparams }] of Object.entries(folders)) {
      expect(found[name].scalars).toEqual(scalars);
      expect(scalars.loss.map(([step]) => step)).toEqual([1, 2]);
      expect(hparams.settings['optimizer.learningRate']).toBe(name.includes('0.01') ? 0.01 : 0.1);
      expect(found[name].hparams).toEqual(
        ['experiment', 'session_start_info', 'session_end_info'].map((tag) => `_hparams_/${tag}`),
      );
    }
  });

  it('writes the histograms of the weights that inspect measures', async () => {
    const { relu } = runs.inspect.folders;
    const found = (await written('inspect')).relu;
    expect(found.scalars).toEqual(relu.scalars);
    const counts = Object.entries(relu.histograms).map(([tag, list]) => [
      tag,
      list.map(({ step, num }) => [step, num]),
    ]);
    expect(found.histograms).toEqual(Object.fromEntries(counts));
    expect(counts.find(([tag]) => tag === 'dense_1/kernel')?.[1]).toContainEqual([1, 784 * 8]);
    expect(found.hparams).toEqual([]);
  });
});
