// What a queue costs: 1,000 short tasks over Redis beside the same on threads of this process, in turns; tasks of a second on two workers,
// each a process, beside the same on two threads, in turns; then 10,000 tasks that wait.
//
//   node bench/queue.mjs [--tasks 1000] [--long 24] [--rounds 3] [--queued 10000] > bench/results/DATE-queue.md
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startRedis } from '../testing/redis.mjs';

const root = new URL('..', import.meta.url);
const { loadMnist } = await import(new URL('packages/data-mnist/dist/index.js', root).href);
const { compare } = await import(new URL('packages/experiment/dist/index.js', root).href);
const { createRegistry, notebook } = await import(new URL('packages/models/dist/index.js', root).href);
const { openQueue, queueStatus, runWorker } = await import(new URL('packages/queue/dist/index.js', root).href);
const { Redis } = createRequire(new URL('packages/queue/package.json', root))('ioredis');

const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: '1000' },
    long: { type: 'string', default: '24' },
    rounds: { type: 'string', default: '3' },
    queued: { type: 'string', default: '10000' },
    owner: { type: 'string' },
    worker: { type: 'string' },
  },
});
const [tasks, long, queued, turns] = [values.tasks, values.long, values.queued, values.rounds].map(Number);
if (values.worker) await runWorker({ connection: values.worker, jobs: 1 });
const TICKS = 100; // of Linux's clock, a second
const registry = createRegistry([notebook()]);
const first = ({ images, labels, height, width }, count) => ({
  images: images.slice(0, count * height * width),
  labels: labels.slice(0, count),
  ...{ count, height, width },
});
async function smallDataset() {
  const all = await loadMnist();
  return { ...all, digest: undefined, train: first(all.train, 500), test: first(all.test, 500) };
}
// The owner of the tasks that wait gets it from the parent, so that its memory has never held the whole of MNIST.
const dataset = values.owner ? (await once(process, 'message'))[0] : await smallDataset();
const ask = (count, from = 1, epochs = 1) => ({
  ...{ registry, dataset, epochs },
  variants: ['relu'],
  seeds: Array.from({ length: count }, (_, i) => i + from),
});

if (values.owner) {
  const connection = values.owner;
  const executor = await openQueue({ connection, dataset });
  const before = process.memoryUsage().rss;
  compare({ ...ask(queued, 100_000), executor, jobs: queued }).catch(() => {});
  while ((await queueStatus({ connection })).tasks.waiting < queued) await pause(200);
  process.send({ before, after: process.memoryUsage().rss });
  await new Promise(() => {});
}

const server = await startRedis();
const connection = server.url;
const ending = new AbortController();
const worker = runWorker({ connection, jobs: 2, signal: ending.signal });

const short = await inTurns(() => ask(tasks));
ending.abort();
await worker;

// As many epochs as take a second, once everything is loaded.
const PROBE = 200;
const probe = () => seconds(() => compare({ ...ask(1, 1, PROBE), jobs: 1 }));
await probe();
const epochs = Math.max(1, Math.round(PROBE / (await probe())));
const workers = [1, 2].map(() => fork(new URL(import.meta.url), ['--worker', connection]));
while ((await queueStatus({ connection })).machines.length < workers.length) await pause(200);
const slow = await inTurns(() => ask(long, 1, epochs), workers);
for (const process of workers) process.kill('SIGKILL');

// The owner of many tasks, in a process of its own.
const owner = fork(new URL(import.meta.url), ['--owner', connection, '--queued', `${queued}`], {
  serialization: 'advanced',
});
owner.send(dataset);
const [{ before, after }] = await once(owner, 'message');
const redis = new Redis(connection);
const memory = Number((await redis.info('memory')).match(/used_memory:(\d+)/)[1]);
redis.disconnect();

const mega = (bytes) => `${(bytes / 2 ** 20).toFixed(0)} MB`;
console.log(`# A queue beside threads

\`node bench/queue.mjs --tasks ${tasks} --long ${long} --rounds ${turns} --queued ${queued}\`, ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, Redis on the same machine, ${cpus()[0].model}, ${cpus().length} cores.

${tasks} tasks of one epoch on 500 images, two threads of this process and a worker with two threads, in turns. Processor seconds are those of the owner, the
workers and Redis together:

${roundsTable(short, tasks)}

${long} tasks of ${epochs} epochs, a second each, two threads of this process and two workers in processes of their own, in turns:

${roundsTable(slow, long)}

${queued} tasks that wait: the owner has ${mega(after)} (${mega(before)} before), Redis ${mega(memory)}.`);
owner.kill();
await server.stop();
process.exit();

/** Threads first, then the queue first: whatever else the machine does meets both. */
async function inTurns(asked, others = []) {
  const rounds = [];
  for (let round = 0; round < turns; round++) {
    const how = {
      threads: () => compare({ ...asked(), jobs: 2 }),
      async queue() {
        const executor = await openQueue({ connection, dataset });
        await compare({ ...asked(), executor, jobs: 10_000 });
        await executor.close();
      },
    };
    const took = {};
    for (const name of round % 2 === 0 ? ['threads', 'queue'] : ['queue', 'threads'])
      took[name] = await measured(how[name], others);
    rounds.push({ ...took, load: loadavg()[0] });
  }
  return rounds;
}

function roundsTable(rounds, count) {
  const rows = rounds.map(({ threads, queue, load }, i) =>
    [
      i + 1,
      threads.wall.toFixed(1),
      queue.wall.toFixed(1),
      (((queue.wall - threads.wall) / count) * 1000).toFixed(1),
      (threads.wall / queue.wall).toFixed(2),
      threads.processor.toFixed(1),
      queue.processor.toFixed(1),
      (threads.processor / queue.processor).toFixed(2),
      load.toFixed(1),
    ].join(' | '),
  );
  return `| round | threads, s | queue, s | overhead a task, ms | threads / queue | threads, processor s | queue, processor s | threads / queue | load |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.map((row) => `| ${row} |`).join('\n')}`;
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Seconds that pass, and those that processors work for it: here, in other processes, and in Redis. */
async function measured(work, others) {
  const before = await processorSeconds(others);
  const wall = await seconds(work);
  return { wall, processor: (await processorSeconds(others)) - before };
}

async function processorSeconds(others) {
  const { user, system } = process.cpuUsage();
  const redis = new Redis(connection);
  const inRedis = [...(await redis.info('cpu')).matchAll(/used_cpu_(?:user|sys):([\d.]+)/g)];
  redis.disconnect();
  const ticks = others.map(({ pid }) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' '));
  const inOthers = ticks.map((fields) => (Number(fields[11]) + Number(fields[12])) / TICKS);
  return [(user + system) / 1e6, ...inRedis.map(([, text]) => Number(text)), ...inOthers].reduce((a, b) => a + b);
}

async function seconds(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
