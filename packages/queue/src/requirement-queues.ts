// The queues of a name: one for each set of requirements that tasks have.
import type { Requirements } from '@mlp-lab/experiment';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { type JobData, type JobReturn, requirementsId } from './task-job';

export type TaskJobs = Queue<JobData, JobReturn, string>;

const EVENTS_KEPT = 2_000; // of progress, of all tasks

/** @param options.readOnly writes nothing, not even that the queue exists. */
export const openJobs = (redis: Redis, prefix: string, id: string, { readOnly = false } = {}): TaskJobs =>
  new Queue(id, {
    ...{ connection: redis, prefix, skipMetasUpdate: readOnly },
    streams: { events: { maxLen: EVENTS_KEPT } },
  });

/** Makes the requirements known to the workers. Returns their id. */
export async function addRequirements(redis: Redis, prefix: string, requires: Requirements): Promise<string> {
  const id = requirementsId(requires);
  const isNew = await redis.hset(`${prefix}:requirements`, id, JSON.stringify(requires));
  if (isNew) await redis.publish(`${prefix}:news`, id);
  return id;
}

export async function allRequirements(redis: Redis, prefix: string): Promise<Map<string, Requirements>> {
  const texts = await redis.hgetall(`${prefix}:requirements`);
  return new Map(Object.entries(texts).map(([id, text]) => [id, JSON.parse(text) as Requirements]));
}

export async function removeRequirements(redis: Redis, prefix: string, id: string): Promise<void> {
  await redis.hdel(`${prefix}:requirements`, id);
}
