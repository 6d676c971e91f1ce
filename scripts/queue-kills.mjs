// Kills the workers of a queue, and Redis, at random moments, and cuts their network, until a comparison is done; then compares its report
// with that of one machine. Writes what happened to docs/queue-kills.md.
//
//   node scripts/queue-kills.mjs [--workers 30] [--redis 5] [--partitions 4]
//
// Redis keeps an append-only file, and is started again at once. Where Linux allows it (root, `ip netns`), each worker has a network
// namespace of its own, and in a partition its cable is pulled for longer than a lock lasts. Elsewhere all connections are cut instead.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startRedis } from '../testing/redis.mjs';
import { openNamespaces } from './queue-kills/namespaces.mjs';

const root = new URL('..', import.meta.url);
const { firstImages } = await import(new URL('packages/core/dist/index.js', root).href);
const { loadMnist } = await import(new URL('packages/data-mnist/dist/index.js', root).href);
const { compare } = await import(new URL('packages/experiment/dist/index.js', root).href);
const { createRegistry, notebook } = await import(new URL('packages/models/dist/index.js', root).href);
const { openQueue } = await import(new URL('packages/queue/dist/index.js', root).href);
const { Redis } = createRequire(new URL('packages/queue/package.json', root))('ioredis');

const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '30' },
    redis: { type: 'string', default: '5' },
    partitions: { type: 'string', default: '4' },
  },
});
const wanted = { worker: Number(values.workers), redis: Number(values.redis), partition: Number(values.partitions) };
const PARTITION = 8_000; // ms: longer than a lock and the look for stalled tasks together
const WORKER = new URL('./queue-kills/worker.mjs', import.meta.url).pathname;

const dir = mkdtempSync(join(tmpdir(), 'mlp-lab-kills-'));
const network = openNamespaces(2);
if (network.reason) console.error(`no network namespaces here: ${network.reason}`);
const host = network.address ?? '127.0.0.1';
const onDisk = {
  ...{ dir, host },
  settings: ['--appendonly', 'yes', '--appendfsync', 'always', '--protected-mode', 'no'],
};

const registry = createRegistry([notebook()]);
const all = await loadMnist();
const dataset = { ...all, digest: undefined, train: firstImages(all.train, 6000), test: firstImages(all.test, 1000) };
const ask = { registry, dataset, variants: ['relu', 'adam', 'batch-norm', 'dropout'], seeds: [1, 2], epochs: 40 };
const alone = await compare({ ...ask, jobs: 2 });

let redis = await startRedis(onDisk);
const { port, url: connection } = redis;
const workers = [startWorker(0), startWorker(1)];
const done = { worker: 0, redis: 0, partition: 0, rounds: 0 };
const notices = new Set();
const started = Date.now();
let isEqual = true;
let failures = 0;
while (Object.keys(wanted).some((kind) => done[kind] < wanted[kind])) {
  done.rounds += 1;
  const executor = await openQueue({
    connection,
    dataset,
    pollInterval: 500,
    onNotice: (notice) => notices.add(notice),
  });
  let isOver = false;
  const kills = (async () => {
    while (!isOver) {
      await sleep(500 + Math.random() * 3000);
      if (isOver) break;
      const kind = Object.keys(wanted)
        .filter((kind) => done[kind] < wanted[kind])
        .sort((a, b) => done[a] / wanted[a] - done[b] / wanted[b])[0];
      if (kind) await kill(kind);
    }
  })();
  const report = await compare({ ...ask, executor, jobs: 100 });
  isOver = true;
  await Promise.all([kills, executor.close()]);
  failures += report.rows.flatMap((row) => row.failures ?? []).length;
  isEqual &&= comparable(report) === comparable(alone);
}
for (const worker of workers) worker.kill('SIGKILL');
await redis.kill();
network.close?.();
rmSync(dir, { recursive: true });

const lines = [
  '# Kills of workers and of Redis',
  '',
  `Made by \`node scripts/queue-kills.mjs --workers ${wanted.worker} --redis ${wanted.redis} --partitions ${wanted.partition}\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus()[0].model}, ${cpus().length} cores.`,
  '',
  'Two workers with one thread each train four rows of the notebook with two seeds, 40 epochs on 6,000 images, over a Redis with an',
  'append-only file. Workers and Redis are ended by SIGKILL at random moments and started again. Lock and stall times are 3 and 2',
  'seconds, checkpoints are 1 second apart.',
  '',
  network.reason
    ? 'Network namespaces are not allowed on that machine: in a partition all connections are cut at once, and may be opened again.'
    : `Each worker has a network namespace of its own. In a partition its link is down for ${PARTITION / 1000} seconds: the other worker takes its task over, while`,
  ...(network.reason ? [] : ['it goes on training and finds out afterwards that the task is lost.']),
  '',
  '| what | times |',
  '| --- | --- |',
  `| workers killed | ${done.worker} |`,
  `| Redis killed | ${done.redis} |`,
  `| ${network.reason ? 'all connections cut' : 'link of a worker down'} | ${done.partition} |`,
  `| comparisons until then | ${done.rounds} |`,
  `| networks that failed | ${failures} |`,
  `| report equal to that of one machine, but for seconds and machines | ${isEqual ? 'yes, every time' : '**no**'} |`,
  `| minutes | ${((Date.now() - started) / 60_000).toFixed(1)} |`,
  '',
];
writeFileSync(new URL('../docs/queue-kills.md', import.meta.url), lines.join('\n'));
console.log(lines.join('\n'));
console.log([...notices].join('\n'));
process.exit(isEqual ? 0 : 1);

async function kill(kind) {
  done[kind] += 1;
  const i = Math.floor(Math.random() * workers.length);
  if (kind === 'worker') {
    workers[i].kill('SIGKILL');
    await sleep(Math.random() * 500);
    workers[i] = startWorker(i);
  } else if (kind === 'redis') {
    await redis.kill();
    redis = await startRedis({ ...onDisk, port });
  } else if (network.cut) await network.cut(i, PARTITION);
  else {
    const admin = new Redis(connection);
    await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    admin.disconnect();
  }
}

function startWorker(i) {
  const [program, ...words] = [...(network.on?.(i) ?? []), process.execPath, WORKER, connection, `machine-${i + 1}`];
  return spawn(program, words, { stdio: ['ignore', 'ignore', 'inherit'] });
}

function comparable(report) {
  return JSON.stringify(report, (key, value) => (['seconds', 'machines'].includes(key) ? undefined : value));
}
