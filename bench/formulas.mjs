// What it costs to write an activation as a formula: epochs of the unit of work (see unit-of-work.mjs) with each of TensorFlow.js's
// activations, and with the same activation as a formula, in turn. Prints the minimum, median and maximum milliseconds per epoch
// of both, and the ratio of the minimums. Build first.
// Usage: node bench/formulas.mjs [rounds] [activation …]
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { spread } from './spread.mjs';

const root = new URL('..', import.meta.url).pathname;
const load = (name) => import(join(root, `packages/${name}/dist/index.js`));
const [{ expression }, engine, { loadMnist, oneHot }] = await Promise.all(['core', 'engine', 'data-mnist'].map(load));
tf.enableProdMode();

const formulas = {
  swish: expression((x, { sigmoid }) => x.mul(sigmoid(x))),
  tanh: expression((x, { tanh }) => tanh(x)),
  sigmoid: expression((x, { exp, constant }) => constant(1).div(exp(x.neg()).add(1))),
  softplus: expression((x, { softplus }) => softplus(x)),
  gelu: expression((x, { erf }) => x.mul(0.5).mul(erf(x.mul(Math.SQRT1_2)).add(1))),
  mish: expression((x, { tanh, softplus }) => x.mul(tanh(softplus(x)))),
  elu: expression((x, { where, expm1 }) => where(x.greaterEqual(0), x, expm1(x))),
  softsign: expression((x) => x.div(x.abs().add(1))),
  relu: expression((x, { maximum }) => maximum(x, 0)),
};

const TRAINING = 42_000;
const EPOCHS = 2;
const [rounds = '4', ...chosen] = process.argv.slice(2);
const { train } = await loadMnist();
const x = { data: train.images.subarray(0, TRAINING * 784), shape: [TRAINING, 784] };
const y = oneHot(train.labels.subarray(0, TRAINING), 10);

for (const name of chosen.length ? chosen : Object.keys(formulas)) {
  const activations = [name, registered(name, formulas[name])];
  const times = [[], []];
  for (let round = 0; round < Number(rounds); round++)
    for (const [i, activation] of activations.entries()) times[i].push(...(await epochTimes(activation)));
  const [own, written] = times.map(spread);
  console.log(
    `${name.padEnd(10)}${text(own)} ms${text(written)} ms as a formula${(written.min / own.min).toFixed(3).padStart(8)} ×`,
  );
}

function text({ min, median, max }) {
  return [min, median, max].map((time) => time.toFixed(1).padStart(8)).join('');
}

async function epochTimes(activation) {
  const model = tfl.sequential({
    layers: [
      ...[50, 50, 50, 50].map((units, i) =>
        tfl.layers.dense({ units, activation, kernelInitializer: 'heNormal', ...(i === 0 && { inputShape: [784] }) }),
      ),
      tfl.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer: tf.train.sgd(0.001), loss: 'categoricalCrossentropy' });
  const { compiled, reasons } = engine.explain(model);
  if (!compiled) throw new Error(reasons.join('; '));
  const times = [];
  let start = 0;
  const callbacks = {
    onEpochBegin: () => {
      start = performance.now();
    },
    onEpochEnd: () => {
      times.push(performance.now() - start);
    },
  };
  await engine.fit(model, x, y, { batchSize: 32, epochs: EPOCHS, seed: 1, yieldEvery: 'never', threads: 1, callbacks });
  model.dispose();
  return times;
}

/** A name of TensorFlow.js for an activation that is only compiled. */
function registered(name, written) {
  const { activation } = tfl.layers.activation({ activation: 'relu' });
  class Formula extends Object.getPrototypeOf(activation.constructor) {
    static className = `formula>${name}`;
    expression = written;
  }
  tf.serialization.registerClass(Formula);
  return Formula.className;
}
