// Files that Keras 3 and PyTorch saved (fixtures/exchange/write_models.py) are read as models that predict the same; and what those
// libraries said about mlp-lab's own files (fixtures/exchange/read_exports.py) is the same to 1e-6.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { joinTensorFlow } from '@mlp-lab/core/tensorflow';
import { explain, predict } from '@mlp-lab/engine';
import { readModel, rowOutput, scalesPixels, writeModel } from '@mlp-lab/exchange';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import models from '../../../fixtures/exchange/models.json';
import exported from '../../../fixtures/exchange/read_exports.json';
import { exampleNames, importedFiles } from './example-models';

const tf = joinTensorFlow(core, layers);
const file = (name: string) => fileURLToPath(new URL(`../../../fixtures/exchange/models/${name}`, import.meta.url));
const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const TOLERANCE = 1e-6; // of a probability; float32 sums in another order

beforeAll(() => tf.setBackend('cpu'));

/** PyTorch's and Keras's weights without layers, and the network that they belong to. */
const recipes: Record<string, { hidden: number[]; activation: string; batchNormalization: boolean }> = {
  'torch.safetensors': { hidden: [7, 4], activation: 'relu', batchNormalization: false },
  'torch-normalized.safetensors': { hidden: [7], activation: 'relu', batchNormalization: true },
  'recipe.weights.h5': { hidden: [7, 4], activation: 'relu', batchNormalization: true },
};

describe('files of Keras and PyTorch', () => {
  it.each(Object.entries(models.predictions))('%s predicts the same', async (name, expected) => {
    const model = await readModel(file(name), { tf, recipe: recipes[name] });
    const shape = [models.x.length, ...(model.inputs[0].shape.slice(1) as number[])];
    const { data } = await predict(model, { data: Float32Array.from(models.x.flat()), shape });
    const greatest = Math.max(...expected.flat().map((value, i) => Math.abs(value - data[i])));
    expect(greatest).toBeLessThan(TOLERANCE * Math.max(1, ...expected.flat().map(Math.abs)));
    expect(rowOutput(model)).toBe(/onnx|layers/.test(name) ? 'logits' : 'probabilities');
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    expect(explain(model)).toMatchObject({ compiled: true });
    model.dispose();
  });

  it.each([
    ['model.joblib', [0x80, 0x04, 0x95], /it is a pickle, .*from scikit-learn, write ONNX with skl2onnx\.to_onnx/],
    ['model.tflite', [0x1c, 0, 0, 0, ...ascii('TFL3')], /received a TensorFlow Lite model: give the Keras model/],
    [
      'model.ort',
      [0x18, 0, 0, 0, ...ascii('ORTM')],
      /received a model in ONNX Runtime's own format: give the \.onnx file/,
    ],
    ['model.gguf', ascii('GGUF'), /received weights for llama\.cpp/],
    [
      'model.keras',
      ascii('version https://git-lfs.github.com/spec/v1'),
      /received a Git LFS pointer: run git lfs pull/,
    ],
  ])('%s of another program is refused with what to do', async (_name, bytes, reason) => {
    await expect(readModel(Uint8Array.from([...bytes, ...Array(32).fill(0)]), { tf })).rejects.toThrow(reason);
  });

  it('a pickle of PyTorch is refused with what to do', async () => {
    await expect(readModel(file('torch.pth'), { tf })).rejects.toThrow(
      /torch\.pth: it is a pickle.*safetensors\.torch\.save_file.*torch\.onnx\.export/,
    );
  });

  it('weights without layers ask for a recipe, and one that they do not fit is refused', async () => {
    await expect(readModel(file('torch.safetensors'), { tf })).rejects.toThrow(/a recipe is needed/);
    const recipe = { hidden: [7], activation: 'relu', batchNormalization: false };
    await expect(readModel(file('torch.safetensors'), { tf, recipe })).rejects.toThrow(
      /dense layers: expected 2 for the recipe, received 3/,
    );
  });

  it('weights have the widths of the layers themselves', async () => {
    for (const [name, { hidden, ...outline }] of Object.entries(recipes)) {
      const [given, found] = [
        await readModel(file(name), { tf, recipe: { hidden, ...outline } }),
        await readModel(file(name), { tf, recipe: outline }),
      ];
      const numbers = (model: layers.LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);
      expect(numbers(found)).toEqual(numbers(given));
      given.dispose();
      found.dispose();
    }
    const gap = await writeModel(tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [5] })] }), {
      format: 'safetensors',
    });
    const one = await readModel(gap['model.safetensors'], {
      tf,
      recipe: { activation: 'relu', batchNormalization: false },
    });
    expect(one.inputs[0].shape).toEqual([null, 5]);
    one.dispose();
  });

  it('safetensors whose header begins as a pickle does are none', async () => {
    const bytes = new Uint8Array(await readFile(file('torch.safetensors')));
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const padded = new Uint8Array(bytes.length + 640 - length).fill(0x20);
    new DataView(padded.buffer).setBigUint64(0, 640n, true); // 80 02 00 …
    padded.set(bytes.subarray(8, 8 + length), 8);
    padded.set(bytes.subarray(8 + length), 8 + 640);
    (await readModel(padded, { tf, recipe: recipes['torch.safetensors'] })).dispose();
  });

  it('a layer that divides the pixels is recognized', async () => {
    for (const format of ['keras', 'onnx'] as const)
      for (const scale of ['none', 'unit'] as const) {
        const own = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [5], activation: 'softmax' })] });
        const [bytes] = Object.values(await writeModel(own, { format, scale }));
        const model = await readModel(bytes, { tf });
        expect([format, scale, scalesPixels(model)]).toEqual([format, scale, scale === 'unit']);
        model.dispose();
        own.dispose();
      }
    const ours = tf.sequential({ layers: [tf.layers.rescaling({ scale: 1 / 255, inputShape: [5] })] });
    const nested = tf.sequential({ layers: [tf.layers.reshape({ targetShape: [5], inputShape: [1, 5] }), ours] });
    expect([scalesPixels(ours), scalesPixels(nested)]).toEqual([true, true]);
  });

  it('the bytes of a file will do, also in JSON', async () => {
    const model = await readModel(new Uint8Array(await readFile(file('torch.onnx'))), { tf });
    expect(model.inputs[0].shape).toEqual([null, 1, 1, 5]);
    model.dispose();
  });
});

describe('files of mlp-lab in Keras, ONNX Runtime and PyTorch', () => {
  it('were read, every model in every format', () => {
    expect(Object.keys(exported.differences)).toEqual([...exampleNames, ...importedFiles]);
    for (const readers of Object.values(exported.differences))
      expect(Object.keys(readers)).toEqual(expect.arrayContaining(['keras', 'keras-py and weights.h5', 'onnx']));
  });

  it('predict the same to 1e-6', () => {
    for (const [name, readers] of Object.entries(exported.differences))
      for (const [reader, difference] of Object.entries(readers))
        expect([name, reader, difference < TOLERANCE]).toEqual([name, reader, true]);
  });
});
