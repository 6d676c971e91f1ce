// A thread that has started may be silent for as long as its task takes.

import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { STARTED } from './serve-parent';
import { openThread } from './thread';

const HOUR = 3_600_000; // ms

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const fakeWorker = () => Object.assign(new EventEmitter(), { postMessage() {}, terminate: async () => 0 });

it('a thread that is used again is not waited for again', async () => {
  const worker = fakeWorker();
  const thread = openThread(worker as unknown as Worker);
  const first = thread.started();
  worker.emit('message', STARTED);
  await first;
  await thread.started();
  vi.advanceTimersByTime(HOUR);
  expect(thread.isOpen).toBe(true);
});

it('a thread that starts before anybody waits for it stays', async () => {
  const worker = fakeWorker();
  const thread = openThread(worker as unknown as Worker);
  worker.emit('message', STARTED);
  await thread.started();
  vi.advanceTimersByTime(HOUR);
  expect(thread.isOpen).toBe(true);
});

it('a script that does not say that it has started is another one', async () => {
  const thread = openThread(fakeWorker() as unknown as Worker);
  const started = expect(thread.started()).rejects.toThrow(/not one of mlp-lab/);
  vi.advanceTimersByTime(HOUR);
  await started;
  expect(thread.isOpen).toBe(false);
});
