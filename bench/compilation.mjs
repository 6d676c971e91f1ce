// How long it takes to compile a network: the first one in a new process, and later ones. Each kind of network of the notebook is
// compiled, from the engine's minified sources, in new processes, in turn. Prints the minimum, median and maximum of the first
// compilations, and the median of later ones. Usage: node bench/compilation.mjs [processes]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { minify } from 'terser';
import { spread } from './spread.mjs';

const root = new URL('..', import.meta.url).pathname;
const engine = join(root, 'packages/engine');

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

const processes = Number(process.argv[2] ?? 25);
const folder = mkdtempSync(join(engine, 'node_modules/.compilation-'));
try {
  const bundle = join(folder, 'child.mjs');
  writeFileSync(bundle, await bundled());
  const times = new Map(['relu', 'adam', 'batch-norm', 'dropout', 'combined'].map((kind) => [kind, []]));
  for (let i = 0; i < processes; i++) for (const [kind, all] of times) all.push(inNewProcess(bundle, kind));
  console.log('first compilation, ms     min   median      max   median of later ones');
  for (const [kind, all] of times) {
    const { min, median, max } = spread(all.map(([time]) => time));
    const later = spread(all.flatMap((some) => some.slice(15)));
    const figures = [min, median, max, later.median];
    console.log(kind.padEnd(20), ...figures.map((time, i) => time.toFixed(1).padStart([8, 8, 8, 22][i])));
  }
} finally {
  rmSync(folder, { recursive: true });
}

async function bundled() {
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
