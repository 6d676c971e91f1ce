// What happens between machines: stops, other versions, tasks of others, a Redis that restarts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CompareEvent, compare } from '@mlp-lab/experiment';
import { clearQueue, openQueue, queueStatus, type WorkerEvent, type WorkerOptions } from '@mlp-lab/queue';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasRedis, startRedis, type TestRedis } from '../../../testing/redis.mjs';
import { version } from '../package.json';
import { ask, comparable, dataset, PATIENCE, startMachine, viaQueue } from './machine';
import { installVersion } from './other-version';

let redis: TestRedis; // of its own: one test restarts it
let queues = 0; // one for each test
const at = () => ({ connection: redis.url, name: `test-${queues}` });
const start = (machine: string, options?: Partial<WorkerOptions>) => startMachine(at(), machine, options);

describe.skipIf(!hasRedis)('a queue of several machines', () => {
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());
  beforeEach(() => {
    queues += 1;
  });

  it('gives the report of one machine but for seconds and machines, and leaves no result in Redis', async () => {
    const here = await compare(ask);
    const ann = start('ann');
    const there = await viaQueue(at(), ask);
    await ann.stop();
    expect(there.rows[0].runs.map(({ machines }) => machines)).toEqual([['ann'], ['ann']]);
    expect(comparable(there)).toEqual(comparable(here));
    expect((await queueStatus(at())).tasks).toEqual({ waiting: 0, training: 0, trained: 0, failed: 0 });
  });

  it('continues the task of a machine that stops on another, from its checkpoint, to the same bits', async () => {
    const long = { ...ask, seeds: [3], epochs: 60, set: { hidden: [200, 200], batchSize: 1 } };
    const here = await compare(long);
    const ann = start('ann');
    let isTraining = false;
    const onProgress = ({ type }: CompareEvent) => {
      isTraining ||= type === 'training';
    };
    const running = viaQueue(at(), { ...long, onProgress });
    await expect.poll(() => isTraining, PATIENCE).toBe(true);
    await ann.stop();
    expect(ann.events.at(-1)).toMatchObject({ type: 'returned', task: 'relu.seed-3' });
    const ben = start('ben');
    const there = await running;
    await ben.stop();
    const training = ben.events.find((event) => event.type === 'training');
    const { fromEpoch, fromImage } = training as Extract<WorkerEvent, { type: 'training' }>;
    expect(fromEpoch * dataset.train.count + fromImage).toBeGreaterThan(0);
    expect(there.rows[0].runs[0].machines).toEqual(['ben']);
    expect(comparable(there)).toEqual(comparable(here));
  });

  it('ends a machine in training and a comparison where Redis is gone', async () => {
    const own = await startRedis();
    const there = { connection: own.url, name: 'gone' };
    const notices: string[] = [];
    const queue = await openQueue({ ...there, dataset, onNotice: (notice) => notices.push(notice) });
    const ann = startMachine(there, 'ann');
    const long = { ...ask, seeds: [3], epochs: 100_000, set: { hidden: [200, 200], batchSize: 1 } };
    const ending = new AbortController();
    const running = compare({ ...long, executor: queue, signal: ending.signal }).catch(() => 'ended');
    await ann.until(({ type }) => type === 'training');
    await own.stop();
    ending.abort();
    expect(await running).toBe('ended');
    await Promise.all([ann.stop(), queue.close()]);
    const told = expect.stringMatching(/^Redis at \S+ does not answer; ending without it$/);
    expect(notices.at(-1)).toEqual(told);
    expect(ann.events).toContainEqual({ type: 'notice', message: told });
  });

  it('says that a Redis which keeps its connections does not answer, and when it does again', async () => {
    const own = await startRedis();
    const there = { connection: own.url, name: 'silent' };
    const notices: string[] = [];
    const queue = await openQueue({ ...there, dataset, onNotice: (notice) => notices.push(notice) });
    const other = new Redis(own.url);
    await other.client('PAUSE', 12_000, 'ALL');
    await expect(queueStatus(there)).rejects.toMatchObject({
      message: expect.stringContaining(': it does not answer;'),
    });
    const told = [/^Redis at \S+ does not answer; waiting for it$/, /^connected to Redis at \S+ again$/];
    await expect.poll(() => notices, PATIENCE).toEqual(told.map((text) => expect.stringMatching(text)));
    other.disconnect();
    await queue.close();
    await own.stop();
  });

  it('leaves tasks to others that lack neither data nor plugins, and says what is missing', async () => {
    const notices: string[] = [];
    const queue = await openQueue({ ...at(), pollInterval: 100, onNotice: (notice) => notices.push(notice) });
    const running = compare({ ...ask, seeds: [7], executor: queue });
    const ann = start('ann');
    await ann.until(({ type }) => type === 'refused');
    await expect
      .poll(() => notices.join())
      .toMatch(/ann refuses .* data set tiny, which neither the worker nor the queue has/);
    const ben = start('ben', { data: [dataset] });
    const report = await running;
    expect(report.rows[0].runs[0].machines).toEqual(['ben']);
    await Promise.all([ann.stop(), ben.stop(), queue.close()]);
  });

  it('refuses a worker of another version, names both, and waits for one of its own', async () => {
    const notices: string[] = [];
    const dir = await installVersion('9.9.9');
    const script = `import { runWorker } from '@mlp-lab/queue';
      const onEvent = (event) => event.type === 'refused' && console.log(event.reason);
      await runWorker({ connection: ${JSON.stringify(redis.url)}, name: '${at().name}', machine: 'old', jobs: 1, onEvent });`;
    await writeFile(join(dir, 'worker.mjs'), script);
    const old = spawn(process.execPath, [join(dir, 'worker.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const queue = await openQueue({ ...at(), dataset, pollInterval: 100, onNotice: (notice) => notices.push(notice) });
    const running = compare({ ...ask, seeds: [8], executor: queue });
    const reason = `it needs mlp-lab ${version}, but the worker has 9.9.9`;
    const [said] = await once(old.stdout, 'data');
    expect(String(said)).toBe(`${reason}\n`);
    await expect.poll(() => notices.join('\n'), PATIENCE).toContain(`old refuses tasks of this comparison: ${reason}`);
    expect((await queueStatus(at())).machines).toMatchObject([{ name: 'old', version: '9.9.9' }]);
    const ann = start('ann');
    expect((await running).rows[0].runs[0].machines).toEqual(['ann']);
    old.kill('SIGKILL');
    await Promise.all([ann.stop(), queue.close(), rm(dir, { recursive: true })]);
  });

  it('puts the tasks in again that a Redis without a disk forgot', async () => {
    const port = redis.port;
    const queue = await openQueue({ ...at(), dataset, pollInterval: 100 });
    const running = compare({ ...ask, seeds: [9], executor: queue });
    await expect.poll(async () => (await queueStatus(at())).tasks.waiting, PATIENCE).toBe(1);
    await redis.stop();
    redis = await startRedis({ port });
    const ann = start('ann', { data: [dataset] });
    expect((await running).rows[0].runs).toHaveLength(1);
    await Promise.all([ann.stop(), queue.close()]);
  });

  it('clears a queue, and refuses other addresses and names', async () => {
    const queue = await openQueue({ ...at(), dataset });
    const gone = compare({ ...ask, seeds: [11, 12], jobs: 2, executor: queue }).catch((error) => error);
    await expect.poll(async () => (await queueStatus(at())).tasks.waiting, PATIENCE).toBe(2);
    await queue.close();
    expect(await clearQueue(at())).toMatchObject({ waiting: 2 });
    expect((await queueStatus(at())).tasks.waiting).toBe(0);
    void gone;
    await expect(openQueue({ connection: 'http://x' })).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(openQueue({ ...at(), name: 'a:b' })).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});
