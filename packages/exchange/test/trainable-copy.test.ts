// Every model that is read from a file, and every layer of TensorFlow.js that is exported, either trains from there or is refused before
// training: compiled by the engine, and through TensorFlow.js, which trains what the engine doesn't compile.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { sizeFromShape } from '@mlp-lab/core';
import { joinTensorFlow } from '@mlp-lab/core/tensorflow';
import { fit } from '@mlp-lab/engine';
import { readModel, trainableCopy } from '@mlp-lab/exchange';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import kerasFiles from '../../../fixtures/exchange/keras.json';
import modelFiles from '../../../fixtures/exchange/models.json';
import onnxFiles from '../../../fixtures/exchange/onnx.json';
import { exampleModel, exampleNames } from './example-models';

const tf = joinTensorFlow(core, layers);
const ROWS = 6;
const STEPS = 3;

beforeAll(() => tf.setBackend('cpu'));

const folder = new URL('../../../fixtures/exchange/', import.meta.url);
const files = [
  ...Object.keys(kerasFiles.predictions).map((name) => `keras/${name}`),
  ...Object.keys(onnxFiles.predictions).map((name) => `onnx/${name}.onnx`),
  ...Object.keys(modelFiles.predictions)
    .filter((name) => !/safetensors|weights/.test(name))
    .map((name) => `models/${name}`),
].filter((name) => existsSync(new URL(name, folder)));

/** Their training does what mlp-lab doesn't, or they have no weights. */
const REFUSED = /^keras\/(training-|rms-|group-normalization(-plain)?\.|operations-reshape)/;

/** The losses of two copies of a model, trained in both ways. */
async function trainedLosses(model: layers.LayersModel): Promise<number[][]> {
  const make = await trainableCopy(model);
  const losses: number[][] = [];
  for (const compile of ['auto', false] as const) {
    const copy = make(tf);
    const width = sizeFromShape(copy.inputs[0].shape.slice(1) as number[]);
    const classes = copy.outputs[0].shape.at(-1)!;
    const x = { data: Float32Array.from({ length: ROWS * width }, (_, i) => Math.cos(i)), shape: [ROWS, width] };
    const label = (row: number) => row % classes;
    const y = { data: new Float32Array(ROWS * classes), shape: [ROWS, classes] };
    for (let row = 0; row < ROWS; row++) y.data[row * classes + label(row)] = 1;
    copy.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy' });
    const { history } = await fit(copy, x, y, {
      epochs: STEPS,
      batchSize: ROWS,
      seed: 3,
      ...(compile === false && { compile }),
    });
    losses.push([...history.loss!]);
    copy.dispose();
  }
  return losses;
}

function expectTraining([ours, through]: number[][]): void {
  expect(ours).toHaveLength(STEPS);
  for (const [i, loss] of ours.entries())
    expect(Math.abs(loss - through[i])).toBeLessThan(1e-4 * Math.max(1, Math.abs(loss))); // float32 in another order
}

describe('a trainable copy', () => {
  it.each(files.filter((name) => !REFUSED.test(name)))('of %s trains', async (name) => {
    const bytes = new Uint8Array(await readFile(new URL(name, folder)));
    const model = await readModel(/external|json$/.test(name) ? new URL(name, folder) : bytes, { tf });
    expectTraining(await trainedLosses(model));
    model.dispose();
  });

  it.each(files.filter((name) => REFUSED.test(name)))('of %s is refused', async (name) => {
    const model = await readModel(new URL(name, folder), { tf });
    await expect(trainableCopy(model)).rejects.toMatchObject({
      name: 'MlpLabError',
      code: 'bad-model',
      message: expect.stringContaining("it can't be trained on"),
    });
    model.dispose();
  });

  it('of a frozen model is refused', async () => {
    const model = exampleModel(tf, 'relu');
    for (const layer of model.layers) layer.trainable = false;
    await expect(trainableCopy(model)).rejects.toThrow('all weights of the model are frozen (trainable is false)');
    model.dispose();
  });

  it.each(exampleNames)('of a model with %s trains', async (name) => {
    const model = exampleModel(tf, name);
    expectTraining(await trainedLosses(model));
    model.dispose();
  });
});
