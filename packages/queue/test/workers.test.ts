// What a worker does with its tasks: the code of plugins, the threads of a network, and results that are there already.
import { beforeEach, describe, expect, it } from 'vitest';
import { hasRedis, sharedRedis } from '../../../testing/redis.mjs';
import { ask, type Place, startMachine, viaQueue } from './machine';

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
});
