// What TensorFlow.js's optimizers and a callback cost beside plain SGD, in this build and another, by turns: an epoch of the notebook's relu
// network on 21,000 images, evaluated on 9,000. Prints minimum and median in milliseconds, and the median of the ratios to this build's SGD.
//   node bench/optimizers.mjs [PATH/TO/OTHER/BUILD] [rounds]          Build both first.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { spread } from './spread.mjs';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const PIXELS = 784;
const [other, rounds = '12'] = process.argv.slice(2);
const plain = ({ train }) => train.sgd(0.001);

const { loadMnist } = await import(new URL('packages/data-mnist/dist/index.js', pathToFileURL(HERE)).href);
const { images, labels } = (await loadMnist()).train;
const samples = (from, to) => {
  const x = { data: Float32Array.from(images.subarray(from * PIXELS, to * PIXELS)), shape: [to - from, PIXELS] };
  const y = { data: new Float32Array((to - from) * 10), shape: [to - from, 10] };
  for (let i = from; i < to; i++) y.data[(i - from) * 10 + labels[i]] = 1;
  return [x, y];
};
const [x, y] = samples(0, 21_000);
const validationData = samples(21_000, 30_000);

const cases = [
  ...(await casesOf(HERE, 'this build', {
    rmsprop: ({ train }) => train.rmsprop(0.001),
    momentum: ({ train }) => train.momentum(0.001, 0.9),
  })),
  ...(other ? await casesOf(other, 'the other') : []),
];
for (let round = -1; round < Number(rounds); round++)
  for (const one of cases) {
    const time = await one.epoch();
    if (round >= 0) one.times.push(time); // the first round warms up
  }
for (const { name, times } of cases) {
  const { min, median } = spread(times);
  const ratio = spread(times.map((time, i) => time / cases[0].times[i])).median;
  console.log(
    `${name.padEnd(38)}${min.toFixed(1).padStart(8)}${median.toFixed(1).padStart(8)}${ratio.toFixed(3).padStart(8)}`,
  );
}

async function casesOf(root, build, optimizers = {}) {
  const require = createRequire(join(root, 'packages/engine/package.json'));
  const load = (name) => import(pathToFileURL(require.resolve(name)).href);
  const core = await load('@tensorflow/tfjs-core');
  await load('@tensorflow/tfjs-backend-cpu');
  const tf = await load('@tensorflow/tfjs-layers');
  const engine = await import(pathToFileURL(join(root, 'packages/engine/dist/index.js')).href);
  await core.setBackend('cpu');
  /** The second of two epochs, in milliseconds. */
  const timed = async (optimizer, callbacks) => {
    const dense = (units, activation, more) =>
      tf.layers.dense({ units, activation, kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }), ...more });
    const hidden = [{ inputShape: [PIXELS] }, {}, {}, {}].map((more) => dense(50, 'relu', more));
    const model = tf.sequential({ layers: [...hidden, dense(10, 'softmax')] });
    model.compile({ optimizer: optimizer(core), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
    const ends = [];
    const onEpochEnd = () => void ends.push(performance.now());
    const callbackArgs = { ...callbacks, onEpochEnd };
    await engine.fit(model, x, y, { epochs: 2, batchSize: 32, seed: 1, validationData, callbacks: callbackArgs });
    model.dispose();
    return ends[1] - ends[0];
  };
  const named = {
    'plain SGD': () => timed(plain),
    'with an empty onBatchEnd': () => timed(plain, { onBatchEnd() {} }),
    ...Object.fromEntries(Object.entries(optimizers).map(([name, optimizer]) => [name, () => timed(optimizer)])),
  };
  return Object.entries(named).map(([name, epoch]) => ({ name: `${build}, ${name}`, epoch, times: [] }));
}
