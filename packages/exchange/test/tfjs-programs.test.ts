// The programs for TensorFlow.js are run: each builds the network that it was written from, and trains it. Only what they import is
// replaced: a few rows stand for MNIST, and the parts of TensorFlow.js for the whole.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { joinTensorFlow } from '@mlp-lab/core/tensorflow';
import { type RecipeOutline, writeModel } from '@mlp-lab/exchange';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CLASSES, exampleModel, exampleNames, INPUTS } from './example-models';

const tf = joinTensorFlow(core, layers);
const ROWS = 12;

/** What the programs import, in a folder from which TensorFlow.js's packages are found. */
const REPLACED: Readonly<Record<string, string>> = {
  '@tensorflow/tfjs': `
    import '@tensorflow/tfjs-backend-cpu';
    export * from '@tensorflow/tfjs-core';
    export * from '@tensorflow/tfjs-layers';`,
  '@mlp-lab/exchange': `export * from '../../dist/index.js';`,
  '@mlp-lab/data-mnist': `
    const set = () => ({
      x: { data: Float32Array.from({ length: ${ROWS * INPUTS} }, (_, i) => Math.sin(i)), shape: [${ROWS}, ${INPUTS}] },
      y: { data: Float32Array.from({ length: ${ROWS * CLASSES} }, (_, i) => Number(i % ${CLASSES} === Math.floor(i / ${CLASSES}) % ${CLASSES})), shape: [${ROWS}, ${CLASSES}] },
    });
    export const loadMnist = async () => 'MNIST';
    export const toTrainingTensors = (dataset, { scale }) => dataset === 'MNIST' && scale === 'none' && { train: set(), test: set() };`,
};

let dir: string;
beforeAll(async () => {
  await tf.setBackend('cpu');
  dir = await mkdtemp(fileURLToPath(new URL('../node_modules/.programs-', import.meta.url)));
  for (const [i, text] of Object.values(REPLACED).entries()) await writeFile(join(dir, `replaced-${i}.mjs`), text);
});
afterAll(() => rm(dir, { recursive: true }));

/** Runs a program to its end. @returns its model, and the loss and accuracy that it printed. */
async function run(text: string): Promise<{ model: layers.LayersModel; printed: number[] }> {
  const names = Object.keys(REPLACED);
  const program = text.replace(/from '([^']+)'/g, (whole, name) =>
    names.includes(name) ? `from './replaced-${names.indexOf(name)}.mjs'` : whole,
  );
  const path = join(dir, `${Math.random()}.mjs`);
  await writeFile(path, `${program}\nexport { model };\n`);
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  try {
    const { model } = await import(/* @vite-ignore */ pathToFileURL(path).href);
    return { model, printed: log.mock.calls.at(-1) as number[] };
  } finally {
    log.mockRestore();
  }
}

const programOf = async (model: layers.LayersModel, recipe?: RecipeOutline) =>
  new TextDecoder().decode((await writeModel(model, { format: 'tfjs-js', recipe }))['model.mjs']);

const withoutSeed = (key: string, value: unknown) => (key === 'seed' ? undefined : value);

describe('the program for TensorFlow.js', () => {
  it.each(exampleNames)('builds and trains %s', async (name) => {
    const original = exampleModel(tf, name);
    const text = await programOf(original);
    if (name === 'a formula of a plugin') expect(text).toContain('registerLayers(tf)');
    const { model, printed } = await run(text);
    expect(printed.every(Number.isFinite)).toBe(true);
    if (text.includes('with scale and center')) return; // it says so: TensorFlow.js can't train the original
    expect(model.getWeights().map(({ shape }) => shape)).toEqual(original.getWeights().map(({ shape }) => shape));
    model.setWeights(original.getWeights());
    const x = tf.tensor2d(
      Float32Array.from({ length: ROWS * INPUTS }, (_, i) => Math.cos(i)),
      [ROWS, INPUTS],
    );
    const [ours, theirs] = [original, model].map((each) => [...(each.predict(x) as core.Tensor).dataSync()]);
    for (const [i, value] of theirs.entries()) expect(Math.abs(value - ours[i])).toBeLessThan(1e-6); // formulas in another order
    original.dispose();
  });

  it('keeps settings of -1, and initializers with settings of their own', async () => {
    const initializers = [
      tf.initializers.heNormal({}),
      tf.initializers.leCunUniform({}),
      tf.initializers.randomNormal({ mean: 0, stddev: 0.3 }),
      tf.initializers.varianceScaling({ scale: 0.7, mode: 'fanOut', distribution: 'uniform' }),
      tf.initializers.constant({ value: -1 }),
    ];
    const dense = initializers.map((kernelInitializer) => tf.layers.dense({ units: INPUTS, kernelInitializer }));
    const original = tf.sequential({
      layers: [
        tf.layers.inputLayer({ inputShape: [INPUTS] }),
        tf.layers.rescaling({ scale: -1, offset: -1 }),
        ...dense,
        tf.layers.dense({ units: CLASSES, activation: 'softmax', kernelInitializer: 'heUniform' }),
      ],
    });
    const { model } = await run(await programOf(original));
    expect(model.layers[1].getConfig()).toMatchObject({ scale: -1, offset: -1 });
    const initializersOf = (each: layers.LayersModel) =>
      each.layers
        .filter((layer) => layer.getClassName() === 'Dense')
        .map((layer) => JSON.stringify(layer.getConfig().kernelInitializer, withoutSeed));
    expect(initializersOf(model)).toEqual(initializersOf(original));
  });

  it('trains as the recipe says, and takes scores without softmax for what they are', async () => {
    const recipe = { hidden: [5], activation: 'relu', batchNormalization: false, kernelInitializer: 'lecunNormal' };
    const training = { optimizer: { name: 'momentum', learningRate: 0.02, momentum: 0.8 }, epochs: 1, batchSize: 4 };
    const text = await programOf(exampleModel(tf, 'logits'), { ...recipe, ...training, validationSplit: 0.25 });
    expect(text).toContain('tf.train.momentum(0.02, 0.8, false)');
    expect(text).toContain('{ batchSize: 4, epochs: 1, validationSplit: 0.25 }');
    const { model, printed } = await run(text);
    expect(model.loss).toBeTypeOf('function');
    expect(model.optimizer.getClassName()).toBe('Momentum');
    expect(printed[0]).toBeGreaterThan(0);
    const { kernelInitializer } = model.layers.find((layer) => layer.getClassName() === 'Dense')!.getConfig();
    expect(kernelInitializer).toMatchObject({ config: { scale: 1, mode: 'fanIn', distribution: 'normal' } });
  });
});
