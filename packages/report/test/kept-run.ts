// A small comparison in a run folder, for the tests of what is made from one.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, firstImages } from '@mlp-lab/core';
import { loadMnist } from '@mlp-lab/data-mnist';
import { type CompareOptions, compare, type Report } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';

export const registry = createRegistry([notebook()]);

const IMAGES = 320;

export interface KeptRun {
  dir: string;
  report: Report;
  dataset: Dataset;
  /** A copy of the folder, which a test may change. */
  copy(name: string): Promise<string>;
  remove(): Promise<void>;
}

/** Networks and an ensemble under two seeds, for two epochs on 320 images, with measured layers. */
export async function keptRun(asked: Partial<CompareOptions> = {}): Promise<KeptRun> {
  const parent = await mkdtemp(join(tmpdir(), 'mlp-lab-report-'));
  const dir = join(parent, 'run');
  const { train, test, ...mnist } = await loadMnist();
  const dataset = { ...mnist, train: firstImages(train, IMAGES), test: firstImages(test, IMAGES) };
  const variants = ['relu', 'ensemble', 'opt/adam', 'opt/sgd'];
  const report = await compare({
    registry,
    dataset,
    variants,
    seeds: [1, 2],
    epochs: 2,
    probe: 20,
    out: dir,
    ...asked,
  });
  return {
    dir,
    report,
    dataset,
    async copy(name) {
      const to = join(parent, name);
      await cp(dir, to, { recursive: true });
      return to;
    },
    remove: () => rm(parent, { recursive: true }),
  };
}

/** Changes the texts of a folder's report and configuration. */
export async function edit(dir: string, change: (text: string) => string): Promise<void> {
  for (const name of ['report.json', 'config.json'])
    await writeFile(join(dir, name), change(await readFile(join(dir, name), 'utf8')));
}
