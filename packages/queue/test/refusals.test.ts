// What Redis refuses is said in a sentence, and ends the comparison.
import { compare } from '@mlp-lab/experiment';
import { clearQueue, openQueue, queueStatus, runWorker } from '@mlp-lab/queue';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { hasRedis, startRedis } from '../../../testing/redis.mjs';
import { ask, dataset, startMachine } from './machine';

async function withRedis(settings: string[], use: (connection: string) => Promise<void>): Promise<void> {
  const redis = await startRedis({ settings });
  try {
    await use(redis.url);
  } finally {
    await redis.stop();
  }
}

async function compareOver(connection: string): Promise<unknown> {
  const executor = await openQueue({ connection, dataset });
  try {
    return await compare({ ...ask, executor, jobs: 2 }).catch((error) => error);
  } finally {
    await executor.close();
  }
}

describe.skipIf(!hasRedis)('a Redis', () => {
  it('whose memory is full refuses tasks', () =>
    withRedis(['--maxmemory', '900kb'], async (connection) => {
      expect(await compareOver(connection)).toMatchObject({
        code: 'io',
        message: expect.stringMatching(/^Redis refuses: OOM .*; its memory is full: raise its maxmemory/),
      });
    }));

  it('whose memory is full when a result comes makes its network train again, and not fail', () =>
    withRedis([], async (connection) => {
      const admin = new Redis(connection);
      const ann = startMachine({ connection, name: 'full' }, 'ann', { data: [dataset] });
      const executor = await openQueue({ connection, name: 'full', dataset, pollInterval: 100 });
      const running = compare({ ...ask, seeds: [1], epochs: 300, executor });
      await ann.until(({ type }) => type === 'training');
      await admin.config('SET', 'maxmemory', '900kb');
      await ann.until((event) => event.type === 'notice' && /OOM .*raise its maxmemory/.test(event.message));
      await admin.config('SET', 'maxmemory', '0');
      expect((await running).rows[0].runs).toHaveLength(1);
      await Promise.all([executor.close(), ann.stop()]);
      admin.disconnect();
    }));

  it('that copies another one shows its queues, and refuses tasks, workers and to be cleared', () =>
    withRedis(['--replicaof', '127.0.0.1', '1'], async (connection) => {
      const refusal = {
        code: 'io',
        message: expect.stringMatching(/^Redis refuses: READONLY .*; it is a copy of another one/),
      };
      expect(await compareOver(connection)).toMatchObject(refusal);
      await expect(runWorker({ connection, jobs: 1 })).rejects.toMatchObject(refusal);
      await expect(clearQueue({ connection })).rejects.toMatchObject(refusal);
      expect((await queueStatus({ connection })).tasks.waiting).toBe(0);
    }));
});
