// The connection to Redis, and the names of everything that mlp-lab keeps there.
import { setTimeout as wait } from 'node:timers/promises';
import { type Check, checkObject, checkOptions, checkString, invalidArgument, MlpLabError } from '@mlp-lab/core';
import { Redis, type RedisOptions } from 'ioredis';
import { checkServer } from './check-server';

/** A URL as `redis://host:6379/0` (`rediss://` for TLS, `redis://user:password@host` for a password), or the options of ioredis. */
export type QueueConnection = string | RedisOptions;

export interface QueueLocation {
  connection: QueueConnection;
  /** Comparisons and workers of the same name share a queue. Letters, digits, `-` and `_`. @default 'default' */
  name?: string;
}

/** The checks of a location, for the functions that take more. */
export const locationChecks = {
  connection: (name: string, value: unknown) => typeof value === 'string' || checkObject(name, value),
  name: checkString,
};

/**
 * The options that were given, checked.
 *
 * @throws MlpLabError `invalid-argument` for an unknown option, one that can't be used, and without a connection.
 */
export function checkLocation<Options extends QueueLocation>(
  owner: string,
  options: Options,
  checks: { readonly [Name in keyof Required<Options>]: Check },
): Options {
  const given = checkOptions<Options>(owner, options, checks);
  if (given.connection === undefined)
    throw invalidArgument(`${owner}: connection`, 'a URL as redis://host:6379/0, or the options of ioredis', undefined);
  return given;
}

const NAME = /^[\w-]{1,64}$/;
const FIRST_CONNECTION = 5_000; // ms
const SILENCE = 5_000; // ms between the looks whether Redis answers, and for its answer
const END_PATIENCE = 10_000; // ms
const ANSWER_PATIENCE = 1_000; // ms
const LAST_RETRY = 3_000; // ms: the pause between two tries is at most two seconds

/** Everything of a queue is below this key of Redis. */
export function prefixOf({ name = 'default' }: Pick<QueueLocation, 'name'>): string {
  if (!NAME.test(name))
    throw new MlpLabError(
      'invalid-argument',
      `name: expected 1 to 64 letters, digits, - or _, received ${JSON.stringify(name)}`,
    );
  return `mlp-lab:${name}`;
}

export interface Connection {
  redis: Redis;
  /**
   * Ends the connection after what is still said to Redis. Where that takes more than ten seconds and Redis does not answer, the connection and
   * its duplicates are given up, and what waits for them fails. Else it throws what `last` fails with.
   */
  close(last: Promise<void>): Promise<void>;
}

/**
 * Connects to Redis. A connection that is lost later is established again; commands wait for it.
 *
 * @param onNotice receives a sentence when the connection is lost or Redis does not answer, when it is back, and when it is given up.
 * @throws MlpLabError `unavailable` if no Redis answers at the address, it refuses the password, or is older than 6.2.
 */
export async function connectToRedis(
  connection: QueueConnection,
  onNotice: (message: string) => void = () => {},
): Promise<Connection> {
  const settings: RedisOptions = {
    lazyConnect: true,
    maxRetriesPerRequest: null, // BullMQ's workers wait for a lost connection
    connectTimeout: FIRST_CONNECTION,
  };
  let isWanted = false; // once it was open, until it is given up
  const retry = (times: number) => (isWanted ? Math.min(times * 200, 2_000) : null);
  const redis = openRedis(connection, { ...settings, retryStrategy: retry });
  let problem: Error | undefined;
  redis.on('error', (error) => {
    problem = error;
  });
  try {
    const connecting = redis.connect();
    if (!(await isSettledWithin(FIRST_CONNECTION, connecting))) throw new Error('it does not answer');
    await connecting; // its error, if it failed
    if (problem) throw problem; // it is connected, to another database than the one asked for
    isWanted = true;
  } catch (error) {
    redis.disconnect();
    const cause = (problem ?? error) as NodeJS.ErrnoException & { command?: unknown };
    delete cause.command; // ioredis puts the words that Redis refused there: the password
    const reason = cause.code ?? cause.message.replace(/\.$/, '');
    throw new MlpLabError(
      'unavailable',
      `cannot connect to Redis at ${addressOf(connection)}: ${reason}; ${remedyOf(reason)}`,
      { cause },
    );
  }
  watch(redis, addressOf(connection), onNotice);
  try {
    await checkServer(redis, addressOf(connection));
  } catch (error) {
    redis.disconnect();
    throw error;
  }
  return {
    redis,
    async close(last) {
      try {
        while (!(await isSettledWithin(END_PATIENCE, last))) {
          const answers = redis.status === 'ready' && (await isSettledWithin(ANSWER_PATIENCE, redis.ping()));
          if (answers) continue; // there is much to say
          isWanted = false;
          onNotice(`Redis at ${addressOf(connection)} does not answer; ending without it`);
          await isSettledWithin(LAST_RETRY, last);
          return;
        }
        await last; // its error, if it failed
      } finally {
        redis.disconnect();
      }
    },
  };
}

async function isSettledWithin(patience: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patience);
  });
  const settled = work.then(
    () => true,
    () => true,
  );
  const inTime = await Promise.race([settled, late]);
  clearTimeout(timer);
  return inTime;
}

function remedyOf(reason: string): string {
  if (/^(NOAUTH|WRONGPASS)/.test(reason)) return 'check the user and the password: redis://user:password@host:6379/0';
  if (/CERT|ISSUER|SIGNATURE/.test(reason))
    return "put the path of its certificate authority's file into NODE_EXTRA_CA_CERTS";
  if (/ECONNRESET|EPROTO|SSL/.test(reason)) return 'check whether it expects TLS: rediss://, or redis:// without';
  if (/DB index/.test(reason)) return 'check the number of the database: redis://host:6379/0';
  return 'check the address, the password, and that redis-server runs';
}

/** The path of an address: the number of a database. */
const DATABASE = /^\/?\d*$/;

function openRedis(connection: QueueConnection, settings: RedisOptions): Redis {
  if (typeof connection !== 'string')
    try {
      return new Redis({ ...connection, ...settings });
    } catch (cause) {
      const { message } = cause as Error;
      throw new MlpLabError('invalid-argument', `connection: ioredis can't use these options: ${message}`, { cause });
    }
  const url = URL.canParse(connection) ? new URL(connection) : undefined;
  if (!url?.hostname || !['redis:', 'rediss:'].includes(url.protocol) || !DATABASE.test(url.pathname))
    throw new MlpLabError(
      'invalid-argument',
      'connection: expected a URL as redis://host:6379/0 or rediss://:password@host:6380/0, with / and @ of a password as %2F and %40',
    );
  return new Redis(connection, settings);
}

function watch(redis: Redis, address: string, onNotice: (message: string) => void): void {
  let isLost = false;
  const lost = (what: string) => {
    if (!isLost) onNotice(`${what}; waiting for it`);
    isLost = true;
  };
  const found = () => {
    if (isLost) onNotice(`connected to Redis at ${address} again`);
    isLost = false;
  };
  redis.on('reconnecting', () => lost(`the connection to Redis at ${address} is lost`));
  redis.on('ready', found);
  void askAgainAndAgain(redis, { found, silent: () => lost(`Redis at ${address} does not answer`) });
}

/** A Redis that hangs, or a network that drops everything, leaves the connection as it is. */
async function askAgainAndAgain(redis: Redis, { found, silent }: { found(): void; silent(): void }): Promise<void> {
  while (redis.status !== 'end') {
    await wait(SILENCE, undefined, { ref: false });
    const answer = redis.ping().then(found, () => {}); // it fails where the connection has been ended
    if (!(await isSettledWithin(SILENCE, answer))) silent();
    await answer;
  }
}

/** Host and port, without user and password. */
export function addressOf(connection: QueueConnection): string {
  if (typeof connection !== 'string')
    return connection.path ?? `${connection.host ?? 'localhost'}:${connection.port ?? 6379}`;
  const { hostname, port } = new URL(connection);
  return `${hostname}:${port || 6379}`;
}
