// The engine's speed on the unit of work: an epoch of 42,000 MNIST images at batch 32 through 784-50-50-50-50-10, and an
// evaluation of 18,000; then the same with one thing changed. Prints the minimum, median and maximum milliseconds per epoch, and
// the ratio of the minimums to the first. Build first. Usage: node bench/unit-of-work.mjs [epochs] [variant …]
import { join } from 'node:path';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { spread } from './spread.mjs';

const root = new URL('..', import.meta.url).pathname;
const engine = await import(join(root, 'packages/engine/dist/index.js'));
const { loadMnist } = await import(join(root, 'packages/data-mnist/dist/index.js'));
const { createOptimizer, defaultOptimizer } = await import(join(root, 'packages/models/dist/index.js'));
const tf = { ...core, ...layers };
tf.enableProdMode();

const TRAINING = 42_000;
const IMAGES = 60_000;
const PIXELS = 784;

const variants = {
  relu: {},
  sigmoid: { activation: 'sigmoid' },
  adam: { optimizer: 'adam' },
  batchNormalization: { batchNormalization: true },
  dropout: { dropout: 0.2 },
  standardized: { standardize: true },
  everything: { batchNormalization: true, dropout: 0.2, standardize: true, optimizer: 'adam' },
  wide: { widths: [512, 512], batchSize: 128 },
};

const [epochs = '6', ...chosen] = process.argv.slice(2);
const { images, labels } = (await loadMnist()).train;
const results = {};
for (const name of chosen.length ? chosen : Object.keys(variants)) {
  results[name] = await measure(variants[name]);
  const { min, median, max } = results[name];
  const figures = [min, median, max].map((time) => time.toFixed(1).padStart(9)).join('');
  const ratio = min / (results.relu ?? results[name]).min;
  console.log(`${name.padEnd(20)}${figures} ms${ratio.toFixed(2).padStart(8)} ×`);
}

async function measure({ batchSize = 32, standardize = false, ...shape }) {
  const model = build(shape);
  const { compiled, reasons } = engine.explain(model);
  if (compiled === false) throw new Error(reasons.join('; '));
  const times = [];
  let start = 0;
  await engine.fit(model, { data: standardize ? standardized() : images, shape: [IMAGES, PIXELS] }, oneHot(), {
    batchSize,
    epochs: Number(epochs),
    validationSplit: 1 - TRAINING / IMAGES,
    seed: 1,
    yieldEvery: 'never',
    threads: 1,
    callbacks: {
      onEpochBegin() {
        start = performance.now();
      },
      onEpochEnd() {
        times.push(performance.now() - start);
      },
    },
  });
  model.dispose();
  return spread(times);
}

function build({ widths = [50, 50, 50, 50], activation = 'relu', batchNormalization, dropout, optimizer = 'sgd' }) {
  const model = tf.sequential();
  for (const [i, units] of widths.entries()) {
    model.add(tf.layers.dense({ units, ...(i === 0 && { inputShape: [PIXELS] }) }));
    if (batchNormalization) model.add(tf.layers.batchNormalization());
    model.add(tf.layers.activation({ activation }));
    if (dropout) model.add(tf.layers.dropout({ rate: dropout }));
  }
  model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
  const made = createOptimizer(tf, { ...defaultOptimizer(optimizer), learningRate: 0.001 });
  model.compile({ optimizer: made, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

function standardized() {
  return Float32Array.from(images, (pixel) => (pixel - 33.318) / 78.567);
}

function oneHot() {
  const data = new Float32Array(IMAGES * 10);
  for (const [i, label] of labels.entries()) data[i * 10 + label] = 1;
  return { data, shape: [IMAGES, 10] };
}
