// A network that is written and read again has the same weights and computes the same probabilities, to the last bit, whether the engine
// compiles it or, as where a batch normalization is frozen, TensorFlow.js computes it; onnxruntime computes the same probabilities.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinTensorFlow } from '@mlp-lab/core/tensorflow';
import { predict } from '@mlp-lab/engine';
import { type ExportFormat, type RecipeOutline, readModel, writeModel } from '@mlp-lab/exchange';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import * as layers from '@tensorflow/tfjs-layers';
import * as ort from 'onnxruntime-web';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLASSES, exampleModel, exampleNames, exampleRows, INPUTS } from './example-models';

const tf = joinTensorFlow(core, layers);
const ROWS = 8;
const x = { data: exampleRows(ROWS), shape: [ROWS, INPUTS] };

let dir: string;
beforeAll(async () => {
  await tf.setBackend('cpu');
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-exchange-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function throughFiles(model: LayersModel, format: ExportFormat, recipe?: RecipeOutline): Promise<LayersModel[]> {
  const files = await writeModel(model, { format });
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(dir, name), bytes);
  const models = Object.keys(files).filter((name) => !name.endsWith('.bin'));
  return Promise.all(models.map((name) => readModel(join(dir, name), { tf, recipe })));
}

/** Signs of zero and all: the words of 32 bits. */
const bits = (data: ArrayLike<number>) => [...new Uint32Array(Float32Array.from(data).buffer)];

const answers = async (model: LayersModel) => (await predict(model, x)).data as Float32Array;

/** By layer and weight, with those of models inside the model. */
function weightsOf({ layers: all }: LayersModel): Record<string, { trainable: boolean; bits: number[] }> {
  return Object.assign(
    {},
    ...all.map((layer) => {
      if ('layers' in layer) return weightsOf(layer as unknown as LayersModel);
      const own = layer.weights.map((weight) => [
        `${layer.name}/${weight.originalName.split('/').at(-1)}`,
        { trainable: layer.trainable, bits: bits(weight.read().dataSync()) },
      ]);
      return Object.fromEntries(own);
    }),
  );
}

function freeze({ layers: all }: LayersModel): void {
  for (const layer of all) layer.trainable = false;
}

const ofNormalizations = exampleNames.filter((name) => /normali|settings|PReLU|residual|inside/.test(name));

describe.each(['onnx', 'keras', 'tfjs'] as const)('%s', (format) => {
  async function expectSame(name: string, change: (model: LayersModel) => void): Promise<void> {
    const model = exampleModel(tf, name);
    change(model);
    const [again] = await throughFiles(model, format);
    expect(weightsOf(again)).toEqual(weightsOf(model));
    expect(bits(await answers(again))).toEqual(bits(await answers(model)));
    model.dispose();
    again.dispose();
  }

  it.each(exampleNames)('gives %s back with the same bits', (name) => expectSame(name, () => {}));

  it.each(ofNormalizations)('gives %s back frozen, with the same bits', (name) => expectSame(name, freeze));
});

describe('weights without layers', () => {
  it.each(['safetensors', 'weights.h5'] as const)(
    '%s gives them back with the same bits, by a recipe',
    async (format) => {
      for (const name of ['relu', 'tanh', 'batch normalization']) {
        const model = exampleModel(tf, name);
        const isNormalized = name === 'batch normalization';
        const recipe = { activation: isNormalized ? 'relu' : name, batchNormalization: isNormalized };
        const expected = Object.values(weightsOf(model));
        for (const again of await throughFiles(model, format, recipe)) {
          expect(Object.values(weightsOf(again))).toEqual(expected);
          if (!isNormalized) expect(bits(await answers(again))).toEqual(bits(await answers(model)));
          again.dispose();
        }
        model.dispose();
      }
    },
  );
});

describe('onnxruntime', () => {
  it.each(exampleNames)('agrees on %s', async (name) => {
    const model = exampleModel(tf, name);
    const { 'model.onnx': bytes } = await writeModel(model, { format: 'onnx' });
    const session = await ort.InferenceSession.create(bytes);
    const { output } = await session.run({ input: new ort.Tensor('float32', x.data, x.shape) });
    expect(output.dims).toEqual([ROWS, CLASSES]);
    const expected = await answers(model);
    for (const [i, value] of (output.data as Float32Array).entries())
      expect(Math.abs(value - expected[i])).toBeLessThan(1e-6);
    model.dispose();
  });
});
