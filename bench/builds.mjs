// Builds of mlp-lab side by side, on one thread: an epoch each by turns, in seconds of the processor, which other programs on the machine
// disturb less than the clock does. Prints the minimum and median milliseconds, and the median of the ratios to the first build.
// Usage: node bench/builds.mjs ROUNDS SETTINGS BUILD[:fused][@NODE] …, where BUILD is a folder in which mlp-lab is built, NODE a program,
// and SETTINGS JSON: '{"widths": [512, 512], "batchSize": 128, "training": 7000, "validation": 3000}', with optimizer, batchNormalization,
// dropout, activation and standardize.
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve as absolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spread } from './spread.mjs';

const PIXELS = 784;
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.send) await trainByTurns(process.argv[2], JSON.parse(process.argv[3]));
  else {
    const [rounds, settings, ...builds] = process.argv.slice(2);
    await compare(
      rounds,
      builds.map((build) => ({ build, ...start(build, JSON.parse(settings)) })),
    );
  }
}

/** Lets competitors train an epoch each by turns, and prints their times. */
export async function compare(rounds, competitors) {
  const all = competitors.map((each) => ({ ...each, times: [], losses: [] }));
  for (const { next } of all) await next();
  const UNCOUNTED = 2; // V8 is still optimizing
  for (let round = 0; round < Number(rounds) + UNCOUNTED; round++)
    for (const { child, next, times, losses } of all) {
      child.send('go');
      const { time, loss } = await next();
      if (round >= UNCOUNTED) times.push(time);
      losses.push(loss);
      await next();
    }
  for (const { build, child, times, losses } of all) {
    child.send('end');
    const { min, median } = spread(times);
    const ratio = spread(times.map((time, i) => time / all[0].times[i])).median;
    const isSame = losses.every((loss, i) => loss === all[0].losses[i]);
    const apart = Math.abs(losses[0] / all[0].losses[0] - 1);
    const bits = isSame ? 'the same losses' : `first loss within ${apart.toExponential(0)}`;
    console.log(
      `${build.padEnd(40)}${min.toFixed(1).padStart(9)}${median.toFixed(1).padStart(9)} ms${ratio.toFixed(3).padStart(8)} × ${bits}`,
    );
  }
}

/** A build of mlp-lab in a process of its own. */
export function start(build, settings) {
  const [, root, fused, node = process.execPath] = /^(.*?)(:fused)?(?:@(.*))?$/.exec(build);
  const asked = JSON.stringify({ ...settings, ...(fused && { arithmetic: 'fused' }) });
  const child = fork(fileURLToPath(import.meta.url), [absolute(root), asked], { execPath: node });
  const received = [];
  let wake = () => {};
  child.on('message', (message) => {
    received.push(message);
    wake();
  });
  child.on('exit', (code) => code && process.exit(code));
  const next = async () => {
    if (received.length === 0) await new Promise((resolve) => (wake = resolve));
    return received.shift();
  };
  return { child, next };
}

async function trainByTurns(
  root,
  { training = 42_000, validation = 18_000, batchSize = 32, arithmetic, threads, ...settings },
) {
  const resolve = createRequire(join(root, 'package.json')).resolve;
  const load = async (name) => ({ ...(await import(resolve(name))) });
  const own = (name) => import(join(root, `packages/${name}/dist/index.js`));
  const tf = { ...(await load('@tensorflow/tfjs-core')), ...(await load('@tensorflow/tfjs-layers')) };
  await load('@tensorflow/tfjs-backend-cpu');
  tf.enableProdMode();
  const [engine, models, { loadMnist }] = [await own('engine'), await own('models'), await own('data-mnist')];
  const { train } = await loadMnist();
  const count = training + validation;
  const images = train.images.slice(0, count * PIXELS);
  const y = new Float32Array(count * 10);
  for (let i = 0; i < count; i++) y[i * 10 + train.labels[i]] = 1;
  const model = build(tf, models, settings);
  let go;
  process.on('message', (message) => (message === 'end' ? process.exit() : go()));
  let started;
  const x = settings.standardize ? Float32Array.from(images, (pixel) => (pixel - 33.318) / 78.567) : images;
  await engine.fit(
    model,
    { data: x, shape: [count, PIXELS] },
    { data: y, shape: [count, 10] },
    {
      batchSize,
      epochs: 1e6,
      validationSplit: validation / count,
      seed: 1,
      yieldEvery: 'never',
      ...(arithmetic && { arithmetic }),
      ...(existsSync(join(root, 'docs/threads.md')) && { threads: 1 }), // older builds know no other number
      callbacks: {
        async onEpochBegin() {
          process.send('ready');
          await new Promise((turn) => (go = turn));
          started = process.cpuUsage();
        },
        onEpochEnd(_, { loss }) {
          process.send({ time: process.cpuUsage(started).user / 1000, loss });
        },
      },
    },
  );
}

export function build(tf, { createOptimizer, defaultOptimizer }, settings) {
  const { widths = [50, 50, 50, 50], activation = 'relu', batchNormalization, dropout, optimizer = 'sgd' } = settings;
  const model = tf.sequential();
  const initializer = (seed) => tf.initializers.glorotUniform({ seed });
  for (const [i, units] of widths.entries()) {
    const first = i === 0 && { inputShape: [PIXELS] };
    model.add(tf.layers.dense({ units, kernelInitializer: initializer(3 + i), ...first }));
    if (batchNormalization) model.add(tf.layers.batchNormalization());
    model.add(tf.layers.activation({ activation }));
    if (dropout) model.add(tf.layers.dropout({ rate: dropout }));
  }
  model.add(tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: initializer(99) }));
  const made = createOptimizer(tf, { ...defaultOptimizer(optimizer), learningRate: 0.001 });
  model.compile({ optimizer: made, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}
