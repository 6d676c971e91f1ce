// jax-js on its WebAssembly backend: the network of its MNIST demo, 784-256-128-10, in batches of 128, SGD 0.001, and an evaluation of the
// rest. Install @jax-js/jax in the working folder. Arguments and output as those of the Python peers: see lib/peer.py.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [folder, network = 'demo', threads = '1'] = process.argv.slice(2);
if (network !== 'demo' || threads !== '1') {
  console.log(JSON.stringify({ skips: true }));
  process.exit();
}
const resolve = createRequire(join(process.cwd(), 'peer.js')).resolve;
const main = resolve('@jax-js/jax');
const { version } = JSON.parse(readFileSync(main.replace(/dist.*/, 'package.json'), 'utf8'));
const jax = await import(pathToFileURL(main));
const { blockUntilReady, defaultDevice, init, jit, nn, numpy: np, tree, valueAndGrad } = jax.default ?? jax;
await init('wasm');
defaultDevice('wasm');

const WIDTHS = [784, 256, 128, 10];
const [BATCH, RATE] = [128, 0.001];
const bytes = (name, skip) => readFileSync(join(folder, name)).subarray(skip);
const pixels = bytes('train-images-idx3-ubyte', 16);
const labels = bytes('train-labels-idx1-ubyte', 8);
const TRAINING = Math.floor(0.7 * labels.length);
const batchOf = (rows) => {
  const x = new Float32Array(rows.length * 784);
  const y = new Float32Array(rows.length * 10);
  for (const [i, row] of rows.entries()) {
    x.set(pixels.subarray(row * 784, (row + 1) * 784), i * 784);
    y[i * 10 + labels[row]] = 1;
  }
  return [np.array(x, { shape: [rows.length, 784] }), np.array(y, { shape: [rows.length, 10] })];
};

const initial = () =>
  WIDTHS.slice(1).map((to, i) => {
    const limit = Math.sqrt(6 / (WIDTHS[i] + to));
    const kernel = Float32Array.from({ length: WIDTHS[i] * to }, () => limit * (2 * Math.random() - 1));
    return { kernel: np.array(kernel, { shape: [WIDTHS[i], to] }), bias: np.zeros([to]) };
  });
const loss = (weights, x, y) => {
  let z = x;
  for (const [i, { kernel, bias }] of weights.entries()) {
    z = np.dot(z, kernel).add(bias);
    if (i < weights.length - 1) z = nn.relu(z);
  }
  return nn.logSoftmax(z).mul(y).sum().div(-x.shape[0]);
};
const step = jit((weights, x, y) => {
  const [value, gradients] = valueAndGrad(loss)(tree.ref(weights), x, y);
  return [tree.map((w, g) => w.sub(g.mul(RATE)), weights, gradients), value];
});
const evaluate = jit(loss);

let weights = initial();
async function epoch() {
  const order = Uint32Array.from({ length: TRAINING }, (_, i) => i);
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  for (let at = 0; at + BATCH <= TRAINING; at += BATCH) {
    const [next, value] = step(weights, ...batchOf(order.subarray(at, at + BATCH)));
    value.dispose();
    weights = next;
  }
  await blockUntilReady(tree.ref(weights));
  for (let at = TRAINING; at < labels.length; at += 1000) {
    const rows = Uint32Array.from({ length: Math.min(1000, labels.length - at) }, (_, i) => at + i);
    await evaluate(tree.ref(weights), ...batchOf(rows)).js();
  }
}

await epoch();
console.log(JSON.stringify({ name: `jax-js ${version} on WebAssembly, 1 thread` }));
for await (const _ of createInterface({ input: process.stdin })) {
  const start = performance.now();
  await epoch();
  console.log(JSON.stringify({ ms: performance.now() - start }));
}
