// Large values beside the queue: results, checkpoints and data sets, compressed.
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import { MlpLabError } from '@mlp-lab/core';
import { decode, encode } from '@mlp-lab/experiment';
import type { Redis } from 'ioredis';

/** Bytes of a compressed value: a network of some fifty million weights. Redis itself takes 512 MB. */
const VALUE_LIMIT = 2 ** 28;
/** Bytes of a value once it is unpacked. */
const UNPACKED_LIMIT = 2 ** 30;

const compress = promisify(gzip);
const unpack = promisify(gunzip);

export interface Store {
  /**
   * @param seconds how long Redis keeps it.
   * @throws MlpLabError `unavailable` if the compressed value has more than 256 MB.
   */
  put(key: string, value: unknown, seconds: number): Promise<void>;
  /** Undefined if it is not there. @throws MlpLabError `bad-data` if it is damaged. */
  get<Value>(key: string): Promise<Value | undefined>;
  has(key: string): Promise<boolean>;
  /** Drops it after some seconds, at once by default. */
  drop(key: string, seconds?: number): Promise<void>;
}

export function openStore(redis: Redis, prefix: string): Store {
  const at = (key: string) => `${prefix}:${key}`;
  return {
    async put(key, value, seconds) {
      const bytes = await compress(JSON.stringify(encode(value)), { level: constants.Z_BEST_SPEED });
      if (bytes.length > VALUE_LIMIT)
        throw new MlpLabError(
          'unavailable',
          `${key} has ${bytes.length} bytes compressed; a queue carries at most ${VALUE_LIMIT}: train it with --jobs on one machine`,
        );
      await redis.set(at(key), bytes, 'EX', seconds);
    },
    async get<Value>(key: string) {
      const bytes = await redis.getBuffer(at(key));
      if (!bytes) return undefined;
      try {
        const text = await unpack(bytes, { maxOutputLength: UNPACKED_LIMIT });
        return decode(JSON.parse(text.toString())) as Value;
      } catch (error) {
        throw new MlpLabError('bad-data', `${key} in the queue is damaged: clear the queue`, { cause: error });
      }
    },
    has: async (key) => (await redis.exists(at(key))) === 1,
    async drop(key, seconds = 0) {
      if (seconds > 0) await redis.expire(at(key), seconds);
      else await redis.del(at(key));
    },
  };
}
