// What is in a queue, and who works on it.
import type { Redis } from 'ioredis';
import { connectToRedis, prefixOf, type QueueLocation } from './connection';
import { type Machine, machinesOf } from './presence';
import { allRequirements, openJobs } from './requirement-queues';

/** How many tasks of a queue are in which state. */
export interface TaskCounts {
  /** Tasks that wait for a machine. */
  waiting: number;
  /** Tasks that a machine trains now. */
  training: number;
  /** Results that their owner has not collected. */
  trained: number;
  /** Tasks whose training failed, until their owner is told. */
  failed: number;
}

/** What waits in a queue, and who trains it. Plain JSON. */
export interface QueueStatus {
  /** How many are in which state. */
  tasks: TaskCounts;
  /** Sorted by name. */
  machines: Machine[];
}

/**
 * Reads the state of a queue, without changing anything.
 *
 * @throws MlpLabError `unavailable` if there is no Redis at the address.
 */
export async function queueStatus(location: QueueLocation): Promise<QueueStatus> {
  const redis = await connectToRedis(location.connection);
  try {
    return await readStatus(redis, prefixOf(location));
  } finally {
    redis.disconnect();
  }
}

export async function readStatus(redis: Redis, prefix: string): Promise<QueueStatus> {
  const tasks: TaskCounts = { waiting: 0, training: 0, trained: 0, failed: 0 };
  for (const id of (await allRequirements(redis, prefix)).keys()) {
    const counts = await openJobs(redis, prefix, id).getJobCounts();
    tasks.waiting += (counts.waiting ?? 0) + (counts.delayed ?? 0) + (counts.prioritized ?? 0) + (counts.paused ?? 0);
    tasks.training += counts.active ?? 0;
    tasks.trained += counts.completed ?? 0;
    tasks.failed += counts.failed ?? 0;
  }
  return { tasks, machines: await machinesOf(redis, prefix) };
}
