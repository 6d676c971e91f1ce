// Which machines serve a queue: each worker says every second that it is there, and what it trains.
import type { TaskProgress } from '@mlp-lab/experiment';
import type { Redis } from 'ioredis';

/** A worker of a queue. */
export interface Machine {
  /** Unique among the workers of a queue. */
  id: string;
  /** The host's name, or what its owner called it. */
  name: string;
  /** Of mlp-lab. */
  version: string;
  /** How many networks it trains at the same time. */
  jobs: number;
  /** What it trains now. */
  training: { job: string; task: string; progress?: Pick<TaskProgress, 'epoch' | 'epochs' | 'fraction'> }[];
  /** Networks trained since it started. */
  trained: number;
  /** Why it can't train the tasks of some requirements (their id), or one task (the job's id). */
  refusals: Record<string, string>;
}

export const HEARTBEAT = 1_000; // ms
const SILENCE = 10; // seconds after which a machine counts as gone

const DAY = 24 * 3_600_000; // ms; the clocks of machines may differ

export async function announce(redis: Redis, prefix: string, machine: Machine): Promise<void> {
  await redis
    .multi()
    .zadd(`${prefix}:present`, Date.now(), machine.id)
    .zremrangebyscore(`${prefix}:present`, 0, Date.now() - DAY)
    .set(`${prefix}:machine:${machine.id}`, JSON.stringify(machine), 'EX', SILENCE)
    .exec();
}

export async function leave(redis: Redis, prefix: string, id: string): Promise<void> {
  await redis.multi().zrem(`${prefix}:present`, id).del(`${prefix}:machine:${id}`).exec();
}

export async function machinesOf(redis: Redis, prefix: string): Promise<Machine[]> {
  const ids = await redis.zrange(`${prefix}:present`, 0, -1);
  if (ids.length === 0) return [];
  const texts = await redis.mget(ids.map((id) => `${prefix}:machine:${id}`));
  return texts
    .flatMap((text) => (text === null ? [] : [JSON.parse(text) as Machine]))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
