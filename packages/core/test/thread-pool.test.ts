import { Worker } from 'node:worker_threads';
import { openThreadPool, type Thread, type ThreadPool } from '@mlp-lab/core';
import { afterEach, describe, expect, it } from 'vitest';

/** A thread that answers `crash` by crashing and the like, and anything else with its own number and the text. */
const SCRIPT = `
  const { parentPort, threadId } = require('node:worker_threads');
  parentPort.on('message', (text) => {
    if (text === 'crash') throw new Error('no luck');
    if (text === 'exit') process.exit(3);
    if (text === 'reject') return void Promise.reject(new Error('lost'));
    if (text === 'last words') parentPort.postMessage({ endsBecause: 'it closed itself' });
    if (text === 'fill memory') for (const kept = []; ; ) kept.push(Array(1e5).fill(kept.length));
    parentPort.postMessage(threadId + ' ' + text);
  });`;

let pool: ThreadPool<string, string> | undefined;
afterEach(() => pool?.close());
const open = (size: number) => {
  pool = openThreadPool<string, string>({
    size,
    start: () => new Worker(SCRIPT, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 32 } }),
  });
  return pool;
};

const ask = (text: string) => (thread: Thread<string, string>) =>
  new Promise<string>((resolve, reject) => {
    thread.onMessage = resolve;
    thread.onLost = reject;
    thread.send(text);
  });

describe('a pool of threads', () => {
  it('gives one action after another the same thread', async () => {
    const { use } = open(1);
    const [first, second] = await Promise.all([use(ask('a')), use(ask('b'))]);
    expect([first, second].map((answer) => answer.split(' ')[1])).toEqual(['a', 'b']);
    expect(first.split(' ')[0]).toBe(second.split(' ')[0]);
  });

  it('uses as many threads at once as its size says', async () => {
    const { use } = open(2);
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((text) => use(ask(text))));
    expect(new Set(answers.map((answer) => answer.split(' ')[0])).size).toBe(2);
  });

  it.each([
    ['crashes', 'crash', 'a worker thread crashed: no luck'],
    ['exits', 'exit', 'a worker thread crashed: it exited with code 3'],
    ['loses a rejection', 'reject', 'a worker thread crashed: lost'],
    ['says why it ends', 'last words', 'a worker thread crashed: it closed itself'],
    ['fills its memory', 'fill memory', expect.stringMatching(/^a worker thread crashed: .*memory limit/)],
  ])('replaces a thread that %s', async (_, text, message) => {
    const { use } = open(1);
    await expect(use(ask(text))).rejects.toMatchObject({ code: 'unavailable', message });
    expect(await use(ask('again'))).toMatch(/again$/);
  });

  it('replaces a thread that an action closes', async () => {
    const { use } = open(1);
    const first = await use(async (thread) => {
      const answer = await ask('a')(thread);
      thread.close();
      return answer;
    });
    expect((await use(ask('b'))).split(' ')[0]).not.toBe(first.split(' ')[0]);
  });

  it('says so if a thread can not be started', async () => {
    const { use } = openThreadPool({
      size: 1,
      start() {
        throw new Error('no threads here');
      },
    });
    await expect(use(async () => {})).rejects.toMatchObject({
      code: 'unavailable',
      message: "a worker thread can't be started: no threads here",
    });
  });
});
