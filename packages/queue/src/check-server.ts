// Whether a Redis is fit for a queue. That it may forget tasks, by another maxmemory-policy than noeviction, BullMQ says.
import { MlpLabError } from '@mlp-lab/core';
import type { Redis } from 'ioredis';

const OLDEST = [6, 2];

/** @throws MlpLabError `unavailable` for one that is too old. */
export async function checkServer(redis: Pick<Redis, 'info'>, address: string): Promise<void> {
  const info = await redis.info().catch(() => ''); // not every user may ask
  const version = info.match(/^redis_version:(.*?)\r?$/m)?.[1];
  const [major, minor] = version?.split('.').map(Number) ?? OLDEST;
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    throw new MlpLabError(
      'unavailable',
      `Redis at ${address}: expected version ${OLDEST.join('.')} or newer, received ${version}: install a newer one`,
    );
}
