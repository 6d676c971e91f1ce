// How long it takes to compile a network: the first one in a new process, and later ones. Each kind of network of the notebook is
// compiled, from the engine's minified sources, in new processes, in turn. Prints the minimum, median and maximum of the first
// compilations, and the median of later ones. With another checkout that is built, both compile by turns, and the median ratio to it of
// each pair of first compilations is printed, too. Usage: node bench/compilation.mjs [processes] [PATH/TO/OTHER/CHECKOUT]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { minify } from 'terser';
import { spread } from './spread.mjs';

const root = new URL('..', import.meta.url).pathname;

const child = `
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { compile } from './src/codegen/compile';
import { lower } from './src/lower/lower';
import { lowerModel } from './src/lower/lower-model';
import { loadParts, neededParts } from './src/parts/parts';

const kinds = {
  relu: { activation: 'relu' },
  adam: { activation: 'sigmoid', optimizer: 'adam' },
  'batch-norm': { activation: 'sigmoid', normalized: true },
  dropout: { activation: 'sigmoid', dropped: true },
  combined: { activation: 'relu', optimizer: 'adam', normalized: true, dropped: true },
};
const { activation, optimizer = tf.train.sgd(0.001), normalized, dropped } = kinds[process.argv[2]];
const model = sequential({
  layers: [
    ...[50, 50, 50, 50].flatMap((units, i) => [
      layers.dense({ units, ...(i === 0 && { inputShape: [784] }) }),
      ...(normalized ? [layers.batchNormalization()] : []),
      layers.activation({ activation }),
      ...(dropped ? [layers.dropout({ rate: 0.2 })] : []),
    ]),
    layers.dense({ units: 10, activation: 'softmax' }),
  ],
});
model.compile({ optimizer, loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
const { program } = await lowerModel(model, lower);
await loadParts([...neededParts(program), 'lists']);
const times = [];
for (let i = 0; i < 30; i++) {
  const start = performance.now();
  compile(program, { base: 64, capacity: 32 + i, input: 'coded' });
  times.push(performance.now() - start);
}
console.log(JSON.stringify(times));
`;

const KINDS = ['relu', 'adam', 'batch-norm', 'dropout', 'combined'];
const [processes = '25', other] = process.argv.slice(2);
const checkouts = other === undefined ? [root] : [root, resolve(other)];
const engines = checkouts.map((checkout) => join(checkout, 'packages/engine'));
const folders = engines.map((engine) => mkdtempSync(join(engine, 'node_modules/.compilation-')));
try {
  const bundles = folders.map((folder) => join(folder, 'child.mjs'));
  for (const [i, bundle] of bundles.entries()) writeFileSync(bundle, await bundled(engines[i]));
  const times = KINDS.map(() => bundles.map(() => []));
  for (let i = 0; i < Number(processes); i++)
    for (const [k, kind] of KINDS.entries())
      for (const [b, bundle] of bundles.entries()) times[k][b].push(inNewProcess(bundle, kind));
  console.log('first compilation, ms     min   median      max   median of later ones');
  for (const [k, kind] of KINDS.entries()) {
    const [own, others] = times[k];
    print(kind, own);
    if (!others) continue;
    print('  the other', others);
    console.log(`  ratio ${spread(own.map(([time], i) => time / others[i][0])).median.toFixed(2)}`);
  }
} finally {
  for (const folder of folders) rmSync(folder, { recursive: true });
}

function print(name, all) {
  const { min, median, max } = spread(all.map(([time]) => time));
  const later = spread(all.flatMap((some) => some.slice(15)));
  const figures = [min, median, max, later.median];
  console.log(name.padEnd(20), ...figures.map((time, i) => time.toFixed(1).padStart([8, 8, 8, 22][i])));
}

async function bundled(engine) {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: child, resolveDir: engine, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['@tensorflow/*', '@mlp-lab/core'],
    write: false,
  });
  const { code } = await minify(outputFiles[0].text, { module: true, compress: { passes: 3, inline: 2 } });
  return code;
}

function inNewProcess(bundle, kind) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [bundle, kind], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}
