// What is in a queue, and who works on it: once, or again and again.
import { checkCount, checkFunction, checkSignal } from '@mlp-lab/core';
import { checkLocation, connectToRedis, locationChecks, prefixOf, type QueueLocation } from './connection';
import { readable } from './refusal';
import { type QueueStatus, statusReader } from './status-reader';

/** Options of `watchQueue`. */
export interface WatchOptions extends QueueLocation {
  /** Milliseconds between two states. @default 1000 */
  interval?: number;
  /** Ends the watch. */
  signal?: AbortSignal;
  /** Told in a sentence when the connection is lost, and when it is back. */
  onNotice?(message: string): void;
}

/**
 * Reads the state of a queue, without changing anything.
 *
 * @throws MlpLabError `unavailable` if there is no Redis at the address.
 */
export async function queueStatus(location: QueueLocation): Promise<QueueStatus> {
  for await (const status of watchQueue(checkLocation('queueStatus', location, locationChecks))) return status;
  throw new Error('a watch without a signal has a first state');
}

/**
 * `for await (const status of watchQueue({ connection }))`: the state of a queue every second, over one connection, without changing
 * anything. A connection that is lost is waited for.
 *
 * @throws MlpLabError `unavailable` if there is no Redis at the address.
 */
export async function* watchQueue(given: WatchOptions): AsyncGenerator<QueueStatus, void, undefined> {
  const options = checkLocation('watchQueue', given, CHECKS);
  const { interval = 1_000, signal, onNotice } = options;
  const prefix = prefixOf(options);
  const { redis } = await connectToRedis(options.connection, onNotice);
  const reader = statusReader(redis, prefix);
  try {
    while (!signal?.aborted) {
      const status = await unlessAborted(readable(reader.read()), signal); // without a connection it would never end
      if (status === undefined) return;
      yield status;
      await waited(interval, signal);
    }
  } finally {
    await reader.close();
    redis.disconnect();
  }
}

const CHECKS = {
  ...locationChecks,
  interval: (name: string, value: unknown) => checkCount(name, value),
  signal: checkSignal,
  onNotice: checkFunction,
};

/** What the work gives; undefined as soon as the signal aborts. */
function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    const end = () => resolve(undefined);
    signal?.addEventListener('abort', end);
    void work.then(resolve, reject).finally(() => signal?.removeEventListener('abort', end));
  });
}

function waited(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    if (signal?.aborted) done();
    else signal?.addEventListener('abort', done);
  });
}
