// Ten thousand small fits, each on a team of two threads: none may hang, and all must give the bits of one thread. Every tenth ends by an
// abort, every tenth by a callback that throws, every hundredth by a thread that dies, and they start anew at once. Prints what was
// done. Build first. Usage: node scripts/team-fits.mjs [fits]
import os from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';

const root = new URL('..', import.meta.url).pathname;
const engine = await import(join(root, 'packages/engine/dist/index.js'));
const { createRandom } = await import(join(root, 'packages/core/dist/index.js'));
tf.enableProdMode();

const fits = Number(process.argv[2] ?? 10_000);
const HANG = 60_000; // milliseconds: each takes a few
const ROWS = 96;
const WIDTH = 12;
const workers = [];
process.on('worker', (worker) => {
  workers.push(worker);
  worker.on('exit', () => workers.splice(workers.indexOf(worker), 1));
});

const random = createRandom(1);
const x = { data: random.stream('x').normal(ROWS * WIDTH), shape: [ROWS, WIDTH] };
const classes = random.stream('y').uniform(ROWS, 0, 3);
const y = {
  data: Float32Array.from({ length: ROWS * 3 }, (_, i) => +(Math.floor(classes[Math.floor(i / 3)]) === i % 3)),
  shape: [ROWS, 3],
};
const kinds = ['done', 'aborted', 'thrown', 'died'];
const counts = Object.fromEntries(kinds.map((kind) => [kind, 0]));
const expected = new Map();
const began = performance.now();
let longest = 0;

for (let i = 0; i < fits; i++) {
  const kind = i % 100 === 99 ? 'died' : i % 10 === 4 ? 'aborted' : i % 10 === 7 ? 'thrown' : 'done';
  const start = performance.now();
  const watch = setTimeout(() => fail(i, `hangs (${kind})`), HANG);
  await one(i, kind);
  clearTimeout(watch);
  longest = Math.max(longest, performance.now() - start);
  counts[kind]++;
  if ((i + 1) % 1000 === 0) console.error(`${i + 1} fits, ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

const seconds = (performance.now() - began) / 1000;
console.log(`${fits} fits on 2 threads in ${seconds.toFixed(0)} s, the longest ${longest.toFixed(0)} ms`);
console.log(
  `${counts.done} to their end, with the bits of one thread; ${counts.aborted} aborted, ${counts.thrown} ended by a callback, ${counts.died} by the death of a thread`,
);
console.log(
  `${new Date().toISOString().slice(0, 10)}, Node.js ${process.version}, ${os.cpus()[0].model}, ${os.availableParallelism()} cores, load ${os.loadavg()[0].toFixed(1)}`,
);
process.exit(0);

async function one(i, kind) {
  const shape = i % 16;
  const model = build(shape);
  const stop = new AbortController();
  const callbacks = {
    onEpochEnd(epoch) {
      if (epoch !== 1) return;
      if (kind === 'aborted') stop.abort();
      if (kind === 'thrown') throw new Error('enough');
      if (kind === 'died') void workers[0].terminate();
    },
  };
  const args = { epochs: kind === 'died' ? 1e6 : 3, batchSize: 4 + 5 * (i % 7), validationSplit: 0.25, seed: shape };
  const end = await engine
    .fit(model, x, y, {
      ...args,
      threads: { exactly: 2 },
      signal: stop.signal,
      ...(kind === 'done' ? {} : { callbacks }),
    })
    .catch((error) => error);
  if (kind === 'done') {
    const key = `${shape} ${args.batchSize}`;
    if (!expected.has(key)) {
      const other = build(shape);
      await engine.fit(other, x, y, { ...args, threads: 1 });
      expected.set(key, bits(other));
      other.dispose();
    }
    if (end.threads !== 2) fail(i, `${end.threads ?? end}`);
    if (bits(model) !== expected.get(key)) fail(i, 'other bits than on one thread');
  } else {
    const wanted = { aborted: 'aborted', thrown: undefined, died: 'unavailable' }[kind];
    if (!(end instanceof Error) || end.code !== wanted) fail(i, `${kind}: ${end}`);
  }
  model.dispose();
}

function build(shape) {
  const model = layers.sequential();
  const initial = (seed) => layers.initializers.glorotUniform({ seed });
  model.add(
    layers.layers.dense({
      units: 5 + 3 * shape,
      activation: 'relu',
      inputShape: [WIDTH],
      kernelInitializer: initial(1),
    }),
  );
  if (shape % 2) model.add(layers.layers.dropout({ rate: 0.3 }));
  if (shape % 3 === 1) model.add(layers.layers.batchNormalization());
  model.add(layers.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: initial(2) }));
  model.compile({
    optimizer: shape % 4 === 3 ? 'adam' : 'sgd',
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}

function bits(model) {
  return model
    .getWeights()
    .map((weight) => Buffer.from(weight.dataSync().buffer).toString('base64'))
    .join();
}

function fail(i, reason) {
  console.error(`fit ${i}: ${reason}`);
  process.exit(1);
}
