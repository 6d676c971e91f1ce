// The connection to Redis, and the names of everything that mlp-lab keeps there.
import { MlpLabError } from '@mlp-lab/core';
import { Redis, type RedisOptions } from 'ioredis';

/** A URL as `redis://host:6379/0` (`rediss://` for TLS, `redis://user:password@host` for a password), or the options of ioredis. */
export type QueueConnection = string | RedisOptions;

export interface QueueLocation {
  connection: QueueConnection;
  /** Comparisons and workers of the same name share a queue. Letters, digits, `-` and `_`. @default 'default' */
  name?: string;
}

const NAME = /^[\w-]{1,64}$/;
const FIRST_CONNECTION = 5_000; // ms

/** Everything of a queue is below this key of Redis. */
export function prefixOf({ name = 'default' }: Pick<QueueLocation, 'name'>): string {
  if (!NAME.test(name))
    throw new MlpLabError(
      'invalid-argument',
      `name: expected 1 to 64 letters, digits, - or _, received ${JSON.stringify(name)}`,
    );
  return `mlp-lab:${name}`;
}

/**
 * Connects to Redis. A connection that is lost later is established again; commands wait for it.
 *
 * @param onNotice receives a sentence when the connection is lost, and one when it is back.
 * @throws MlpLabError `unavailable` if there is no Redis at the address, or it refuses the password.
 */
export async function connectToRedis(
  connection: QueueConnection,
  onNotice: (message: string) => void = () => {},
): Promise<Redis> {
  const settings: RedisOptions = {
    lazyConnect: true,
    maxRetriesPerRequest: null, // BullMQ's workers wait for a lost connection
    connectTimeout: FIRST_CONNECTION,
  };
  let isOpen = false;
  const retry = (times: number) => (isOpen ? Math.min(times * 200, 2_000) : null);
  const redis = openRedis(connection, { ...settings, retryStrategy: retry });
  let problem: Error | undefined;
  redis.on('error', (error) => {
    problem = error;
  });
  try {
    await redis.connect();
    isOpen = true;
  } catch (error) {
    redis.disconnect();
    const { code, message } = (problem ?? error) as NodeJS.ErrnoException;
    throw new MlpLabError(
      'unavailable',
      `cannot connect to Redis at ${addressOf(connection)}: ${code ?? message}; check the address, the password, and that redis-server runs`,
      { cause: problem ?? error },
    );
  }
  sayOnce(redis, addressOf(connection), onNotice);
  return redis;
}

function openRedis(connection: QueueConnection, settings: RedisOptions): Redis {
  if (typeof connection !== 'string') return new Redis({ ...connection, ...settings });
  const url = URL.canParse(connection) ? new URL(connection) : undefined;
  if (!url || !['redis:', 'rediss:'].includes(url.protocol))
    throw new MlpLabError(
      'invalid-argument',
      'connection: expected a URL as redis://host:6379/0 or rediss://host:6380',
    );
  return new Redis(connection, settings);
}

function sayOnce(redis: Redis, address: string, onNotice: (message: string) => void): void {
  let isLost = false;
  redis.on('reconnecting', () => {
    if (!isLost) onNotice(`the connection to Redis at ${address} is lost; waiting for it`);
    isLost = true;
  });
  redis.on('ready', () => {
    if (isLost) onNotice(`connected to Redis at ${address} again`);
    isLost = false;
  });
}

/** Host and port, without user and password. */
export function addressOf(connection: QueueConnection): string {
  if (typeof connection !== 'string')
    return connection.path ?? `${connection.host ?? 'localhost'}:${connection.port ?? 6379}`;
  const { hostname, port } = new URL(connection);
  return `${hostname}:${port || 6379}`;
}
