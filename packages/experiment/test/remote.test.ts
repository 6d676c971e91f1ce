import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import {
  type CompareEvent,
  compare,
  obeyOrders,
  openRemoteTrainer,
  openTrainer,
  type RemoteTrainer,
  type TrainerOrder,
  type TrainerReply,
} from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import { tinyDataset } from './tiny-dataset';

const registry = createRegistry([notebook()]);
const asked = { registry, dataset: tinyDataset, variants: ['relu', 'ensemble'], epochs: 2, jobs: 2 };

/** A place that is reached by JSON alone, as over a network. */
async function remote(here = registry): Promise<{ trainer: RemoteTrainer; orders: TrainerOrder[] }> {
  const place = await openTrainer({ dataset: tinyDataset, registry: here, threads: 0 });
  const orders: TrainerOrder[] = [];
  const trainer = openRemoteTrainer((order) => {
    orders.push(order);
    obey(JSON.parse(JSON.stringify(order)));
  });
  const send = (reply: TrainerReply) => trainer.receive(JSON.parse(JSON.stringify(reply)));
  const obey = obeyOrders({ trainer: place, registry: here, send });
  return { trainer, orders };
}

describe('a comparison whose networks are trained elsewhere', () => {
  it('gives the same report, and hears of every epoch', async () => {
    const { trainer } = await remote();
    const epochs: number[] = [];
    const there = await compare({
      ...asked,
      trainer,
      onProgress: (event) => {
        if (event.type === 'training' && event.progress.isEpochEnd && event.task.variant === 'relu')
          epochs.push(event.progress.epoch);
      },
    });
    const plain = (report: unknown) =>
      JSON.parse(JSON.stringify(report, (key, value) => (key === 'seconds' ? 0 : value)));
    expect(plain(there)).toEqual(plain(await compare({ ...asked, jobs: 1 })));
    expect(epochs).toEqual([1, 2]);
  });

  it('keeps the very networks that it would have trained here', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'mlp-lab-remote-'));
    try {
      const { trainer } = await remote();
      await compare({ ...asked, trainer, out: join(dir, 'there') });
      await compare({ ...asked, jobs: 1, out: join(dir, 'here') });
      const files = (await readdir(join(dir, 'here/models'))).sort(); // their names have the weights' hashes in them
      expect(files).toHaveLength(2 * 4);
      expect((await readdir(join(dir, 'there/models'))).sort()).toEqual(files);
    } finally {
      await rm(dir, { recursive: true });
    }
  });

  it('stops the place when it is aborted', async () => {
    const { trainer, orders } = await remote();
    const controller = new AbortController();
    const onProgress = ({ type }: CompareEvent) => type === 'training' && controller.abort();
    const ended = compare({ ...asked, epochs: 1000, trainer, signal: controller.signal, onProgress });
    await expect(ended).rejects.toMatchObject({ code: 'aborted' });
    expect(orders).toContainEqual({ kind: 'abort', id: 'ensemble.seed-1.member-1' }); // which trains longer than relu
    expect(trainer.outstanding()).toEqual([]);
  });

  it('tells of a network that diverges by its row, and goes on with the others', async () => {
    const { trainer } = await remote();
    const wild = { ...registry.get('relu'), name: 'wild' };
    const recipe = { ...wild.recipe, optimizer: { name: 'sgd', learningRate: 1e30 } as const };
    const { rows } = await compare({ ...asked, variants: [{ ...wild, recipe }, 'relu'], batchSize: 8, trainer });
    expect(rows[0].failures).toMatchObject([{ seed: 1, message: expect.stringMatching(/loss/) }]);
    expect(rows[1].runs).toHaveLength(1);
  });

  it('says which network is code that the place does not have, and trains it where it has', async () => {
    const coded = { ...registry.get('relu'), name: 'coded', build: () => ({}) as never };
    const { trainer } = await remote();
    await expect(compare({ ...asked, variants: [coded], trainer })).rejects.toMatchObject({
      code: 'unavailable',
      message: 'coded is code of a plugin that is not loaded where it was to be trained',
    });
  });

  it('ends with the reason why the place was lost, and says until then what is under way', async () => {
    const trainer = openRemoteTrainer(() => {});
    const ended = compare({ ...asked, trainer });
    await new Promise((resolve) => setTimeout(resolve));
    expect(trainer.outstanding()).toMatchObject([
      { task: { id: 'ensemble.seed-1.member-1' } },
      { task: { id: 'ensemble.seed-1.member-2' } },
    ]);
    trainer.fail(new MlpLabError('unavailable', 'the page was closed'));
    await expect(ended).rejects.toThrow('the page was closed');
    await expect(compare({ ...asked, trainer })).rejects.toThrow('the page was closed');
  });
});
