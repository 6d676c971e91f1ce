// What a worker does with its tasks: the code of plugins, the threads of a network, and results that are there already.
import { type Assignment, compare, type Executor } from '@mlp-lab/experiment';
import { openQueue, queueStatus } from '@mlp-lab/queue';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { beforeEach, describe, expect, it } from 'vitest';
import { hasRedis, sharedRedis } from '../../../testing/redis.mjs';
import { ask, comparable, dataset, PATIENCE, type Place, startMachine, viaQueue } from './machine';

let queues = 0; // one for each test
let at: Place;

describe.skipIf(!hasRedis)('a worker', () => {
  beforeEach(async () => {
    queues += 1;
    at = { connection: (await sharedRedis()).url, name: `workers-${queues}` };
  });

  it('trains a network of a plugin in a process of its own: one that crashes is a failed row, and the others go on', async () => {
    const url = new URL('./dying-registry.mjs', import.meta.url).href;
    const { default: registry } = await import(url);
    const ann = startMachine(at, 'ann', { registry, registryModule: { url } });
    const { rows } = await viaQueue(at, { ...ask, registry, variants: ['dying/crash', 'relu'], seeds: [1] });
    await ann.stop();
    expect(rows.map(({ variant, runs, failures }) => [variant, failures?.[0].message ?? runs.length])).toEqual([
      ['dying/crash', 'training of dying.crash.seed-1 ended: a worker thread crashed: it was ended by SIGSEGV'],
      ['relu', 1],
    ]);
  });

  it('trains a network on as many threads as both the comparison and the worker allow', async () => {
    const asked = { ...ask, epochs: 1 };
    const ann = startMachine(at, 'ann', { threads: 2 });
    await viaQueue(at, { ...asked, seeds: [1], threads: 1 });
    await viaQueue(at, { ...asked, seeds: [2], threads: 4 });
    await viaQueue(at, { ...asked, seeds: [3] });
    await ann.stop();
    const threads = ann.events.flatMap((event) => (event.type === 'training' ? [event.threads] : []));
    expect(threads).toEqual([1, 2, 2]);
  });

  it('leaves tasks for another backend than it has to others, and says so', async () => {
    const ann = startMachine(at, 'ann');
    const executor = await openQueue({ ...at, dataset, refusalPatience: 0, pollInterval: 100 });
    const running = compare({ ...ask, seeds: [1], backend: 'webgl', executor });
    await expect(running).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(
        /refuses relu\.seed-1: it needs the backend 'webgl', .* not available to the worker: /,
      ),
    });
    await Promise.all([ann.stop(), executor.close()]);
    expect(ann.events.map(({ type }) => type)).toEqual(['ready', 'refused']);
  });

  it('does not train again what has its result in the queue, and trains again what has lost it', async () => {
    const asked = { ...ask, seeds: [1] };
    const here = comparable(await compare(asked));
    const ann = await trainWithoutOwner('ann', asked);
    const there = await viaQueue(at, asked);
    expect(comparable(there)).toEqual(here);
    expect(there.rows[0].runs[0].machines).toEqual(['ann']);
    expect(trainedBy(ann)).toBe(1);
    await ann.stop();

    const ben = await trainWithoutOwner('ben', asked); // its result has been collected
    expect(trainedBy(ben)).toBe(1);
    await loseResults();
    expect(comparable(await viaQueue(at, asked))).toEqual(here);
    expect(trainedBy(ben)).toBe(2);
    await ben.stop();
  });

  it('has no task that was aborted on its way into the queue, and says at its close that some are not there yet', async () => {
    const notices: string[] = [];
    const owner = await openQueue({ ...at, dataset, onNotice: (notice) => notices.push(notice) });
    const asked = await assignmentOf(owner);
    const ending = new AbortController();
    const send = (seed: number, signal?: AbortSignal) =>
      owner.run({ ...asked, task: { ...asked.task, seed } }, { signal }).catch((error) => error);
    const kept = Array.from({ length: 70 }, (_, seed) => send(seed));
    const late = Array.from({ length: 30 }, (_, i) => send(100 + i, ending.signal));
    ending.abort();
    for (const error of await Promise.all(late)) expect(error).toMatchObject({ code: 'aborted' });
    await owner.close();
    expect(notices).toEqual(['not all tasks were in the queue yet: rerun the command to add the others']);
    expect((await queueStatus(at)).tasks.waiting).toBe(64);
    void kept;
  });

  it('does not train what was taken back while its machine was lost', async () => {
    const owner = await openQueue({ ...at, dataset });
    const asked = await assignmentOf(owner);
    const gone = owner.run(asked).catch((error) => error);
    await expect.poll(async () => (await queueStatus(at)).tasks.waiting, PATIENCE).toBe(1);
    await takeAndVanish();
    expect(await owner.takeBack(asked)).toBe(true);
    await owner.close();
    const ann = startMachine(at, 'ann', { lockDuration: 200, stalledInterval: 100 });
    await expect.poll(async () => (await queueStatus(at)).tasks, PATIENCE).toMatchObject({ waiting: 0, training: 0 });
    await ann.stop();
    expect(ann.events.map(({ type }) => type)).toEqual(['ready']);
    void gone;
  });
});

/** A task as a comparison sends it. */
async function assignmentOf(owner: Executor): Promise<Assignment> {
  const sent: Assignment[] = [];
  const run: Executor['run'] = async (asked) => {
    sent.push(asked);
    throw new Error('only looked at');
  };
  await compare({ ...ask, seeds: [1], executor: { ...owner, run } }).catch(() => {});
  return sent[0];
}

/** A machine takes a task, and is never heard of again. */
async function takeAndVanish(): Promise<void> {
  const redis = new Redis(at.connection as string, { maxRetriesPerRequest: null });
  const prefix = `mlp-lab:${at.name}`;
  const [id] = await redis.hkeys(`${prefix}:requirements`);
  const lost = new Worker(id, null, { connection: redis, prefix, lockDuration: 100 });
  expect(await lost.getNextJob('lost')).toBeDefined();
  await lost.close(true);
  redis.disconnect();
}

/** The owner puts a task into the queue and leaves; then a machine trains it, and stays. */
async function trainWithoutOwner(machine: string, asked: typeof ask) {
  const owner = await openQueue({ ...at, dataset });
  const gone = compare({ ...asked, executor: owner, jobs: 100 }).catch((error) => error);
  await expect.poll(async () => (await queueStatus(at)).tasks.waiting, PATIENCE).toBe(1);
  await owner.close();
  const started = startMachine(at, machine);
  await expect.poll(async () => (await queueStatus(at)).tasks.trained, PATIENCE).toBe(1);
  void gone;
  return started;
}

const trainedBy = ({ events }: ReturnType<typeof startMachine>) =>
  events.filter(({ type }) => type === 'trained').length;

async function loseResults(): Promise<void> {
  const redis = new Redis(at.connection as string);
  for (const key of await redis.keys(`mlp-lab:${at.name}:result:*`)) await redis.del(key);
  redis.disconnect();
}
