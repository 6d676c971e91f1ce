// A Redis of one's own on a free port of this machine, for tests, benchmarks and scripts.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { freePort } from './free-port.mjs';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** It ends with this program, however that ends: its shell waits for the name of a signal, or the end of the pipe. */
const SHELL =
  'redis-server "$@" 2>&1 & server=$!; exec >&-; read -r signal || signal=KILL; kill -"$signal" $server; wait $server';

export async function startRedis({ settings = [], dir = tmpdir(), host = '127.0.0.1', port } = {}) {
  const at = port ?? (await freePort());
  const words = ['--port', `${at}`, '--bind', host, '--save', '', '--dir', dir, ...settings];
  const shell = spawn('sh', ['-c', SHELL, 'redis', ...words], { stdio: ['pipe', 'pipe', 'ignore'] });
  let log = '';
  await new Promise((resolve, reject) => {
    shell.stdout.on('data', (text) => {
      log += text;
      if (log.includes('Ready to accept connections')) resolve();
    });
    shell.stdout.once('close', () => reject(new Error(`redis-server has ended:\n${log}`)));
  });
  const ended = once(shell, 'exit');

  async function end(signal) {
    if (!shell.stdin.writableEnded) shell.stdin.end(`${signal}\n`);
    shell.ref();
    await ended;
  }

  return {
    url: `redis://${host}:${at}/0`,
    port: at,
    stop: () => end('TERM'),
    kill: () => end('KILL'),
    endWithProcess() {
      for (const handle of [shell, shell.stdin, shell.stdout]) handle.unref();
    },
  };
}

const shared = Symbol.for('mlp-lab.testing.redis');

export function sharedRedis() {
  globalThis[shared] ??= startRedis().then((redis) => {
    redis.endWithProcess();
    return redis;
  });
  return globalThis[shared];
}
