// The product of 128 × 512 and 512 × 512 numbers: the engine's kernel beside one in C (product.c), by turns, in time of the processor.
// Needs gcc. Usage: node bench/limit/product.mjs [rounds]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import * as esbuild from 'esbuild';
import { compare } from '../builds.mjs';
import { compileC, startProgram } from './program.mjs';

const TIMES = 50; // as in product.c
const engine = fileURLToPath(new URL('../../packages/engine', import.meta.url));
const code = `
import { ModuleBuilder } from './src/codegen/assembler/module';
import { product } from './src/codegen/kernels/product';
import { TILE_VECTORS, weightTiles } from './src/codegen/weight-tiles';
import { createLayout, reserveRowBlock } from './src/memory/layout';

export async function create(isFused) {
  const module = new ModuleBuilder(isFused);
  const layout = createLayout(64);
  const [x, z] = [reserveRowBlock(layout, 128, 512), reserveRowBlock(layout, 128, 512)];
  const tiles = weightTiles(512, 512, TILE_VECTORS);
  const weights = layout.reserve(tiles.bytes);
  module.export('multiply', 0, (f) => product(f, { first: 0, end: 128 }, { x, tiles, weights, z, finish: (_, sum) => sum }));
  const memory = new WebAssembly.Memory({ initial: Math.ceil(layout.end / 65536) });
  const { instance } = await WebAssembly.instantiate(module.bytes(), { environment: { memory } });
  const floats = new Float32Array(memory.buffer);
  for (let s = 0; s < 128; s++) for (let k = 0; k < 512; k++) floats[(x.address + s * x.stride) / 4 + k] = ((s * 7 + k) % 11) - 5;
  const width = TILE_VECTORS * 4;
  for (let k = 0; k < 512; k++)
    for (let j = 0; j < 512; j++)
      floats[weights / 4 + Math.floor(j / width) * width * 512 + k * width + (j % width)] = ((k * 3 + j) % 13) - 6;
  const sum = () => {
    let all = 0;
    for (let s = 0; s < 128; s++) for (let j = 0; j < 512; j++) all += floats[(z.address + s * z.stride) / 4 + j] * (j % 7);
    return all;
  };
  return { multiply: instance.exports.multiply, sum };
}`;

const folder = mkdtempSync(join(tmpdir(), 'mlp-lab-product-'));
try {
  const { create } = await bundled();
  const rounds = process.argv[2] ?? '15';
  await compare(rounds, [
    { build: 'engine', ...inThisProcess(await create(false)) },
    { build: 'engine:fused', ...inThisProcess(await create(true)) },
    ...['off', 'fast'].map((contract) => ({
      build: contract === 'off' ? 'C' : 'C:fused',
      ...startProgram(compileC('product.c', folder, contract)),
    })),
  ]);
} finally {
  rmSync(folder, { recursive: true });
}

async function bundled() {
  if (process.versions.node.startsWith('20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');
  const { outputFiles } = await esbuild.build({
    stdin: { contents: code, resolveDir: engine, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

function inThisProcess({ multiply, sum }) {
  const answers = ['ready'];
  const send = (message) => {
    if (message === 'end') return;
    const start = process.cpuUsage();
    for (let i = 0; i < TIMES; i++) multiply();
    answers.push({ time: process.cpuUsage(start).user / 1000, loss: sum() }, 'ready');
  };
  return { child: { send }, next: async () => answers.shift() };
}
