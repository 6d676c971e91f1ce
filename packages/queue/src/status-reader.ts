// Reads the state of a queue again and again, over one connection.
import type { Redis } from 'ioredis';
import { type Machine, machinesOf } from './presence';
import { allRequirements, openJobs, type TaskJobs } from './requirement-queues';

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

export interface StatusReader {
  read(): Promise<QueueStatus>;
  close(): Promise<void>;
}

export function statusReader(redis: Redis, prefix: string): StatusReader {
  const opened = new Map<string, TaskJobs>();

  function jobsOf(id: string): TaskJobs {
    let jobs = opened.get(id);
    if (!jobs) {
      jobs = openJobs(redis, prefix, id, { readOnly: true });
      jobs.on('error', () => {}); // the connection says so itself
      opened.set(id, jobs);
    }
    return jobs;
  }

  async function closeAllBut(ids: ReadonlySet<string>): Promise<void> {
    for (const [id, jobs] of opened) {
      if (ids.has(id)) continue;
      opened.delete(id);
      await jobs.close();
    }
  }

  return {
    async read() {
      const tasks: TaskCounts = { waiting: 0, training: 0, trained: 0, failed: 0 };
      const ids = new Set((await allRequirements(redis, prefix)).keys());
      for (const id of ids) {
        const counts = await jobsOf(id).getJobCounts();
        tasks.waiting +=
          (counts.waiting ?? 0) + (counts.delayed ?? 0) + (counts.prioritized ?? 0) + (counts.paused ?? 0);
        tasks.training += counts.active ?? 0;
        tasks.trained += counts.completed ?? 0;
        tasks.failed += counts.failed ?? 0;
      }
      await closeAllBut(ids);
      return { tasks, machines: await machinesOf(redis, prefix) };
    },
    close: () => closeAllBut(new Set()),
  };
}
