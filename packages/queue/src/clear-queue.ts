// Removes everything of a queue from Redis.
import { checkLocation, connectToRedis, locationChecks, prefixOf, type QueueLocation } from './connection';
import { readable } from './refusal';
import { allRequirements, openJobs } from './requirement-queues';
import { statusReader, type TaskCounts } from './status-reader';

/**
 * Removes all tasks, results, checkpoints and data sets. Workers stay; what they train at the moment is stopped and thrown away.
 *
 * @returns what was removed.
 * @throws MlpLabError `unavailable` if there is no Redis at the address; `io` if it refuses to be written to.
 */
export async function clearQueue(given: QueueLocation): Promise<TaskCounts> {
  return readable(clear(checkLocation('clearQueue', given, locationChecks)));
}

async function clear(location: QueueLocation): Promise<TaskCounts> {
  const { redis } = await connectToRedis(location.connection);
  const prefix = prefixOf(location);
  const status = statusReader(redis, prefix);
  try {
    const { tasks, machines } = await status.read();
    await status.close();
    for (const { job } of machines.flatMap(({ training }) => training)) await redis.publish(`${prefix}:abort`, job);
    for (const id of (await allRequirements(redis, prefix)).keys())
      await openJobs(redis, prefix, id).obliterate({ force: true });
    await redis.del(`${prefix}:requirements`);
    for (const kind of ['data', 'result', 'checkpoint', 'delivery', 'cancelled'])
      for await (const keys of redis.scanStream({ match: `${prefix}:${kind}:*`, count: 500 }))
        if (keys.length > 0) await redis.unlink(...keys);
    return tasks;
  } finally {
    redis.disconnect();
  }
}
