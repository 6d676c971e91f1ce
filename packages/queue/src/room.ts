// The jobs of one set of requirements as their owner sees them, and what happens to them: each event once, in order.
import { QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { openJobs, type TaskJobs } from './requirement-queues';
import type { JobProgress, JobReturn } from './task-job';

/** Told of each event of a job once. */
export interface JobListener {
  progress(job: string, progress: JobProgress): void;
  completed(job: string, returned: JobReturn): void;
  failed(job: string, reason: string): void;
}

export interface Room {
  jobs: TaskJobs;
  /** Tells the listener what the queue has said and no event has brought yet. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

export async function openRoom(redis: Redis, prefix: string, id: string, listener: JobListener): Promise<Room> {
  const jobs = openJobs(redis, prefix, id);
  const [seconds] = await redis.time();
  let last = `${Number(seconds) - 1}000-0`;
  const events = new QueueEvents(id, { connection: redis, prefix, lastEventId: last });
  const ignore = () => {}; // the connection says so itself
  events.on('error', ignore);
  jobs.on('error', ignore);

  /** Whoever brings an event first. */
  const hear = (event: string, { jobId, ...fields }: Record<string, unknown>, at: string) => {
    if (!isLater(at, last)) return;
    last = at;
    const job = jobId as string;
    if (event === 'progress') listener.progress(job, fields.data as JobProgress);
    else if (event === 'completed') listener.completed(job, fields.returnvalue as JobReturn);
    else if (event === 'failed') listener.failed(job, fields.failedReason as string);
  };
  for (const event of ['progress', 'completed', 'failed'] as const)
    events.on(event, (fields: object, at: string) => hear(event, { ...fields }, at));
  await events.waitUntilReady();

  return {
    jobs,
    async catchUp() {
      for (const [at, entries] of await redis.xrange(jobs.toKey('events'), `(${last}`, '+')) {
        const { event, ...fields }: Record<string, string> = Object.fromEntries(pairs(entries));
        hear(event, { ...fields, ...parsed(fields, 'data'), ...parsed(fields, 'returnvalue') }, at);
      }
    },
    async close() {
      await Promise.allSettled([events.close(), jobs.close()]);
    },
  };
}

/** Redis numbers the entries of a stream MILLISECONDS-COUNT. */
function isLater(entry: string, other: string): boolean {
  const [[time, count], [otherTime, otherCount]] = [entry, other].map((id) => id.split('-').map(Number));
  return time > otherTime || (time === otherTime && count > otherCount);
}

const pairs = (list: readonly string[]): [string, string][] =>
  list.flatMap((key, i): [string, string][] => (i % 2 === 0 ? [[key, list[i + 1]]] : []));

const parsed = (fields: Record<string, string>, name: string) =>
  name in fields && { [name]: JSON.parse(fields[name]) as unknown };
