// How a queue is reached: TLS, users and passwords, which no error shows.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { compare } from '@mlp-lab/experiment';
import { openQueue, queueStatus } from '@mlp-lab/queue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../testing/free-port.mjs';
import { hasRedis, startRedis, type TestRedis } from '../../../testing/redis.mjs';
import { ask, comparable, dataset, startMachine } from './machine';

const PASSWORD = 's3cr3t/p@ss';
const ENCODED = encodeURIComponent(PASSWORD);
let dir: string;
let redis: TestRedis | undefined;
let port: number;
let missing: string | undefined;

/** Redis with a user, over TLS alone; or why there is none here. */
async function startWithTls(): Promise<TestRedis | undefined> {
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  if (spawnSync('openssl', [...words, ...name, '-keyout', key, '-out', cert]).status !== 0) missing = 'no openssl';
  else {
    const files = [
      '--tls-cert-file',
      cert,
      '--tls-key-file',
      key,
      '--tls-ca-cert-file',
      cert,
      '--tls-auth-clients',
      'no',
    ];
    const users = ['--user', 'default', 'off', '--user', 'me', 'on', `>${PASSWORD}`, '~*', '&*', '+@all'];
    const settings = ['--port', '0', '--tls-port', `${port}`, ...files, ...users];
    return startRedis({ settings }).catch((error) => {
      missing = `redis-server without TLS: ${error.message}`;
      return undefined;
    });
  }
}

describe.skipIf(!hasRedis)('a connection to Redis', () => {
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'mlp-lab-tls-'));
    port = await freePort();
    redis = await startWithTls();
  });
  afterAll(async () => {
    await redis?.stop();
    await rm(dir, { recursive: true });
  });

  it('trains over TLS, as a user with a password', async ({ skip }) => {
    if (missing) skip(missing);
    const tls = { ca: await readFile(join(dir, 'cert.pem')) };
    const connection = { host: 'localhost', port, username: 'me', password: PASSWORD, tls };
    const ann = startMachine({ connection, name: 'tls' }, 'ann');
    const executor = await openQueue({ connection, name: 'tls', dataset });
    const there = await compare({ ...ask, seeds: [1], executor });
    await Promise.all([executor.close(), ann.stop()]);
    expect(comparable(there)).toEqual(comparable(await compare({ ...ask, seeds: [1] })));
  });

  it('says what is wrong and what to do, without the password, in its cause neither', async ({ skip }) => {
    if (missing) skip(missing);
    const tls = { ca: await readFile(join(dir, 'cert.pem')) };
    const at = { host: 'localhost', port };
    for (const [connection, message] of [
      [{ ...at, tls, username: 'me', password: `${PASSWORD}-` }, /WRONGPASS .*; check the user and the password/],
      [{ ...at, tls }, /NOAUTH .*; check the user and the password/],
      [`rediss://me:${ENCODED}@localhost:${port}/0`, /SELF_SIGNED_CERT; .* NODE_EXTRA_CA_CERTS/],
      [`redis://me:${ENCODED}@localhost:${port}/0`, /ECONNRESET; check whether it expects TLS/],
      [`redis://me:${ENCODED}@127.0.0.1:1/0`, /at 127\.0\.0\.1:1: ECONNREFUSED; check the address/],
      [`redis:me:${ENCODED}@localhost`, /expected a URL as redis:\/\/host:6379\/0/],
      [`redis://me:${PASSWORD}@localhost:${port}/0`, /with \/ and @ of a password as %2F and %40/],
      [`redis://me:${ENCODED}@localhost:${port}/abc`, /expected a URL as redis:\/\/host:6379\/0/],
      [{ ...at, tls, username: 'me', password: PASSWORD, db: 99 }, /DB index is out of range; check the number/],
    ] as const) {
      const error = await queueStatus({ connection }).catch((reason) => reason);
      expect(error.message).toMatch(message);
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/s3cr3t/);
    }
  });
});
