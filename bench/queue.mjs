// What a queue costs: 1,000 short tasks over Redis beside the same on threads of this process, in turns; then 10,000 tasks that wait.
//
//   node bench/queue.mjs [--tasks 1000] [--queued 10000] > bench/results/DATE-queue.md
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
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
    queued: { type: 'string', default: '10000' },
    owner: { type: 'string' },
  },
});
const [tasks, queued] = [Number(values.tasks), Number(values.queued)];
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
const ask = (count, from = 1) => ({
  registry,
  dataset,
  variants: ['relu'],
  seeds: Array.from({ length: count }, (_, i) => i + from),
  epochs: 1,
});

if (values.owner) {
  const connection = values.owner;
  const executor = await openQueue({ connection, dataset });
  const before = process.memoryUsage().rss;
  compare({ ...ask(queued, 100_000), executor, jobs: queued }).catch(() => {});
  while ((await queueStatus({ connection })).tasks.waiting < queued)
    await new Promise((resolve) => setTimeout(resolve, 200));
  process.send({ before, after: process.memoryUsage().rss });
  await new Promise(() => {});
}

const server = await startRedis();
const connection = server.url;
const ending = new AbortController();
const worker = runWorker({ connection, jobs: 2, signal: ending.signal });

const rounds = [];
for (let round = 0; round < 3; round++) {
  const threads = await seconds(() => compare({ ...ask(tasks, 1), jobs: 2 }));
  const executor = await openQueue({ connection, dataset });
  const queue = await seconds(() => compare({ ...ask(tasks, 1), executor, jobs: 10_000 }));
  await executor.close();
  rounds.push({ threads, queue });
}
ending.abort();
await worker;

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

\`node bench/queue.mjs --tasks ${tasks} --queued ${queued}\`, ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, Redis on the same machine, ${cpus()[0].model}, ${cpus().length} cores.

${tasks} tasks of one epoch on 500 images, two threads of this process and a worker with two threads, in turns:

| round | threads, s | queue, s | overhead a task, ms | threads / queue |
| --- | --- | --- | --- | --- |
${rounds.map(({ threads, queue }, i) => `| ${i + 1} | ${threads.toFixed(1)} | ${queue.toFixed(1)} | ${(((queue - threads) / tasks) * 1000).toFixed(1)} | ${(threads / queue).toFixed(2)} |`).join('\n')}

${queued} tasks that wait: the owner has ${mega(after)} (${mega(before)} before), Redis ${mega(memory)}.`);
owner.kill();
await server.stop();
process.exit();

async function seconds(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
