// ONNX as PyTorch's two exporters and the converters of scikit-learn and TensorFlow write it (fixtures/exchange/write_onnx.py) is read as
// models that predict what PyTorch and ONNX Runtime do.
import { readFile } from 'node:fs/promises';
import { joinTensorFlow } from '@mlp-lab/core/tensorflow';
import { explain, predict } from '@mlp-lab/engine';
import { readModel, trainableCopy } from '@mlp-lab/exchange';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import golden from '../../../fixtures/exchange/onnx.json';

const tf = joinTensorFlow(core, layers);
const file = async (name: string) =>
  new Uint8Array(await readFile(new URL(`../../../fixtures/exchange/onnx/${name}.onnx`, import.meta.url)));

/** float32 sums in another order; in script-half.onnx, PyTorch itself computes with float16, which has 11 bits. */
const toleranceOf = (name: string) => (name === 'script-half' ? 2e-3 : 2e-6);

/** Two dense layers take the same rows: they train through TensorFlow.js. */
const TWO_BRANCHES = /residual|shifted/;

beforeAll(() => tf.setBackend('cpu'));

describe('ONNX of exporters', () => {
  it.each(Object.entries(golden.predictions))('%s predicts the same', async (name, expected) => {
    const model = await readModel(await file(name), { tf });
    const shape = [golden.x.length, ...(model.inputs[0].shape.slice(1) as number[])];
    const { data } = await predict(model, { data: Float32Array.from(golden.x.flat()), shape });
    const numbers = expected.flat();
    expect(data.length).toBe(numbers.length);
    const greatest = Math.max(...numbers.map((value, i) => Math.abs(value - data[i])));
    expect(greatest).toBeLessThan(toleranceOf(name) * Math.max(1, ...numbers.map(Math.abs)));
    const copy = (await trainableCopy(model))(tf);
    copy.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
    expect(explain(copy)).toMatchObject({ compiled: !TWO_BRANCHES.test(name) });
    copy.dispose();
    model.dispose();
  });
});

describe('ONNX of other networks', () => {
  it.each([
    ['convolution', /layer \/0\/Conv \(Conv\) can't be read: expected an operator of a perceptron/],
    ['gated', /\(Split\) can't be read/],
    ['training', /\(BatchNormalization\) normalizes by the batch, as in training: export the model in inference/],
    ['integers', /layer whole \(Cast\) makes integers of rows: expected a type of floating-point numbers/],
    ['open-rows', /\(Reshape\): expected a shape for 6 numbers, received \[4,-1\]/],
    ['open-constant', /\(Reshape\): expected a shape for 18 numbers, received \[4,-1\]/],
    ['quantized', /layer W \(DequantizeLinear\) computes with quantized numbers: export the network before/],
    ['centred', /layer scores \(Gemm\) can't be read with such inputs: a mean or deviation of each row and a constant/],
    ['mean', /layer scores \(Div\): expected the next step of a layer normalization, received rows .* and a mean/],
  ])('refused-%s is refused with the layer and the reason', async (name, reason) => {
    await expect(file(`refused-${name}`).then((bytes) => readModel(bytes, { tf }))).rejects.toThrow(reason);
  });
});
