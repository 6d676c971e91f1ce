// How long it takes to compile a network: the first one in a new process, and later ones. Each kind of network of the notebook is
// compiled, from the engine's minified sources, in new processes, in turn. Prints the minimum, median and maximum of the first
// compilations, and the median of later ones. With another checkout that is built, both compile by turns, and the median ratio to it of
// each pair of first compilations is printed, too. With --limit, so is what V8 itself takes of a first compilation: by turns, with all
// functions compiled when they are loaded (--no-lazy), without optimized code (--no-opt), and with both; and what it takes to use a page of
// memory for the first time.
// Usage: node bench/compilation.mjs [processes] [PATH/TO/OTHER/CHECKOUT | --limit]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
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
const before = process.resourceUsage().minorPageFault;
let faults;
for (let i = 0; i < 30; i++) {
  const start = performance.now();
  compile(program, { base: 64, capacity: 32 + i, input: 'coded' });
  times.push(performance.now() - start);
  faults ??= process.resourceUsage().minorPageFault - before;
}
console.log(JSON.stringify({ times, faults }));
`;

const V8_FLAGS = [['--no-lazy'], ['--no-opt'], ['--no-lazy', '--no-opt']];
const KINDS = ['relu', 'adam', 'batch-norm', 'dropout', 'combined'];
const {
  values: { limit },
  positionals: [processes = '25', other],
} = parseArgs({ allowPositionals: true, options: { limit: { type: 'boolean', default: false } } });
const checkouts = other === undefined ? [root] : [root, resolve(other)];
const engines = checkouts.map((checkout) => join(checkout, 'packages/engine'));
/** Each way is a process of its own, by turns: this build or the other one, with flags of V8 or without. */
const ways = [
  ...checkouts.map((_, bundle) => ({ bundle, flags: [], name: bundle === 0 ? '' : '  the other' })),
  ...(limit ? V8_FLAGS : []).map((flags) => ({ bundle: 0, flags, name: `  ${flags.join(' ')}` })),
];
const folders = engines.map((engine) => mkdtempSync(join(engine, 'node_modules/.compilation-')));
try {
  const bundles = folders.map((folder) => join(folder, 'child.mjs'));
  for (const [i, bundle] of bundles.entries()) writeFileSync(bundle, await bundled(engines[i]));
  const times = KINDS.map(() => ways.map(() => []));
  for (let i = 0; i < Number(processes); i++)
    for (const [k, kind] of KINDS.entries())
      for (const [w, { bundle, flags }] of ways.entries()) times[k][w].push(inNewProcess(bundles[bundle], kind, flags));
  console.log('first compilation, ms     min   median      max   median of later ones   page faults');
  for (const [k, kind] of KINDS.entries()) {
    const [own, others] = times[k];
    for (const [w, { name }] of ways.entries()) print(name || kind, times[k][w]);
    if (other)
      console.log(`  ratio ${spread(own.map(({ times: [time] }, i) => time / others[i].times[0])).median.toFixed(2)}`);
  }
  if (limit) console.log(`A page of memory, used for the first time, takes ${timeOfPage().toFixed(2)} µs.`);
} finally {
  for (const folder of folders) rmSync(folder, { recursive: true });
}

function print(name, all) {
  const { min, median, max } = spread(all.map(({ times: [time] }) => time));
  const later = spread(all.flatMap(({ times }) => times.slice(15)));
  const faults = spread(all.map(({ faults }) => faults)).median;
  const figures = [min, median, max, later.median].map((time, i) => time.toFixed(1).padStart([8, 8, 8, 22][i]));
  console.log(name.padEnd(20), ...figures, String(Math.round(faults)).padStart(13));
}

/** What a page of 4 KiB takes longer to fill for the first time than for the second. */
function timeOfPage() {
  const fill = (numbers) => {
    const start = performance.now();
    numbers.fill(1);
    return performance.now() - start;
  };
  const times = Array.from({ length: 15 }, () => new Float64Array(512 * 1024)).map((n) => fill(n) - fill(n));
  return (spread(times).median / 1024) * 1000;
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

function inNewProcess(bundle, kind, flags) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, bundle, kind], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}
