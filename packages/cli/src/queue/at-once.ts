// How many networks of a command train, or wait in a queue, at the same time.
import { coreCount } from '@mlp-lab/core';
import type { QueueChoice } from './queue-address';

const QUEUED = 10_000;

/** To be taken back, all are asked for at once, however many a command had in the queue. */
export function networksAtOnce({ queue, cancel }: QueueChoice, jobs?: number): number {
  if (cancel) return Number.MAX_SAFE_INTEGER;
  return jobs ?? (queue === undefined ? coreCount() : QUEUED);
}
