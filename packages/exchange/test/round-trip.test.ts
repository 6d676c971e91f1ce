// A network that is written and read again computes the same bits; onnxruntime computes the same probabilities.

import { joinTensorFlow } from '@mlp-lab/core/tensorflow';
import { predict } from '@mlp-lab/engine';
import { type ExportFormat, readModel, writeModel } from '@mlp-lab/exchange';
import '@tensorflow/tfjs-backend-cpu';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

async function throughFiles(model: LayersModel, format: ExportFormat): Promise<LayersModel> {
  const files = await writeModel(model, { format });
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(dir, name), bytes);
  return readModel(join(dir, Object.keys(files)[0]), { tf });
}

const answers = async (model: LayersModel) => (await predict(model, x)).data as Float32Array;

describe.each(['onnx', 'keras', 'tfjs'] as const)('%s', (format) => {
  it.each(exampleNames)('gives %s back with the same bits', async (name) => {
    const model = exampleModel(tf, name);
    const again = await throughFiles(model, format);
    expect(await answers(again)).toEqual(await answers(model));
    model.dispose();
    again.dispose();
  });
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
