// Damaged and hostile files give one clear error, soon and without much memory.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MlpLabError } from '@mlp-lab/core';
import { joinTensorFlow } from '@mlp-lab/core/tensorflow';
import { readModel, readOptimizer, writeModel } from '@mlp-lab/exchange';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { exampleModel } from './example-models';

const tf = joinTensorFlow(core, layers);
beforeAll(() => tf.setBackend('cpu'));

const dir = fileURLToPath(new URL('../../../fixtures/exchange/models', import.meta.url));
const file = (name: string) => new Uint8Array(readFileSync(`${dir}/${name}`));
const read = (bytes: Uint8Array) =>
  readModel(bytes, { tf, recipe: { hidden: [7, 4], activation: 'relu', batchNormalization: false } });

const samples = ['torch.onnx', 'image.keras', 'functional.h5', 'torch.safetensors', 'recipe.weights.h5'];

/** Reads, and accepts success or an error of ours. */
async function readOrRefuse(bytes: Uint8Array): Promise<void> {
  try {
    (await read(bytes)).dispose();
  } catch (error) {
    expect(error).toBeInstanceOf(MlpLabError);
    expect(['bad-data', 'bad-model', 'io']).toContain((error as MlpLabError).code);
  }
}

describe.each(samples)('%s', (name) => {
  const bytes = file(name);

  it('is refused wherever it is cut off', async () => {
    for (let part = 0; part < 12; part++) {
      const cut = bytes.slice(0, Math.floor((bytes.length * part) / 12));
      await expect(read(cut)).rejects.toBeInstanceOf(MlpLabError);
    }
  });

  it('gives an error of ours, or another model, with any bytes changed', async () => {
    const change = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(change, async (changes) => {
        const changed = bytes.slice();
        for (const [at, value] of changes) changed[at] = value;
        await readOrRefuse(changed);
      }),
      { numRuns: 40, seed: 1 },
    );
  });
});

describe.each(['adam.keras', 'adam.h5', 'keras-2-adam.h5'])('the optimizer in %s', (name) => {
  const bytes = new Uint8Array(readFileSync(`${dir}/../continued/${name}`));
  const readOrRefuseOptimizer = async (given: Uint8Array) => {
    const found = await readOptimizer(given).catch((error) => error);
    if (found instanceof Error) expect(found).toBeInstanceOf(MlpLabError);
    else expect(found === undefined || found.state !== undefined || found.problem !== undefined).toBe(true);
  };

  it('is found, or refused, wherever the file is cut off or changed', async () => {
    for (let part = 0; part < 12; part++) await readOrRefuseOptimizer(bytes.slice(0, (bytes.length * part) / 12));
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const changed = bytes.slice();
        for (const [at, value] of changes) changed[at] = value;
        await readOrRefuseOptimizer(changed);
      }),
      { numRuns: 40, seed: 1 },
    );
  });
});

describe('hostile files', () => {
  it('any bytes are refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await expect(read(bytes)).rejects.toBeInstanceOf(MlpLabError);
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it('text where a number belongs names the field', async () => {
    const { 'model.json': json } = await writeModel(exampleModel(tf, 'relu'), { format: 'tfjs' });
    const text = new TextDecoder().decode(json).replace('"units":5', '"units":"five"');
    const bytes = new TextEncoder().encode(text.replace(/"weightsManifest":.*/, '"weightsManifest":[]}'));
    await expect(read(bytes)).rejects.toThrow(/layer dense_1|units/);
  });

  it.each([
    [
      'the layers of Keras without weights',
      '{"class_name": "Sequential", "config": {}}',
      /save .* model\.save\('model\.keras'\)/,
    ],
    [
      "Keras's list of sharded weights",
      '{"metadata": {}, "weight_map": {"a": "b.weights.h5"}}',
      /sharded weights, without the layers/,
    ],
  ])('%s is refused with what to do', async (_, text, message) => {
    await expect(read(new TextEncoder().encode(text))).rejects.toThrow(message);
  });

  it('an archive of torch.export is refused as those of torch.save', async () => {
    const archive = zipSync({ 'model/archive_format': new Uint8Array(3), 'model/data/weights/0': new Uint8Array(8) });
    await expect(read(archive)).rejects.toThrow(/a pickle, .*torch\.onnx\.export/);
  });

  it('a zip bomb is refused by the size that its directory states', async () => {
    const bomb = zipSync({ 'config.json': new Uint8Array(1000), 'model.weights.h5': new Uint8Array(1000) });
    const view = new DataView(bomb.buffer);
    for (let at = 0; at < bomb.length - 4; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0xfffffff0, true);
    await expect(read(bomb)).rejects.toThrow(/expected up to 1073741824 bytes/);
  });

  it('a shape of more numbers than an HDF5 file without compression has bytes reserves no memory', async () => {
    const bytes = file('recipe.weights.h5');
    const view = new DataView(bytes.buffer);
    const shape = [...bytes.keys()].find(
      (at) => at + 16 <= bytes.length && view.getBigUint64(at, true) === 5n && view.getBigUint64(at + 8, true) === 7n,
    );
    view.setBigUint64(shape!, 20_000n, true);
    await expect(read(bytes)).rejects.toThrow(/a shape that fits a file of \d+ bytes, received \[20000,7\]/);
  });

  it('an absurd shape reserves no memory', async () => {
    const header = JSON.stringify({
      'fc1.weight': { dtype: 'F32', shape: [1e9, 1e9], data_offsets: [0, 8] },
    });
    const bytes = new Uint8Array(8 + header.length + 8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
    bytes.set(new TextEncoder().encode(header), 8);
    await expect(read(bytes)).rejects.toThrow(/fc1\.weight: expected 1000000000000000000 numbers/);
  });

  it('a file may not name one outside its folder', async () => {
    const model = { modelTopology: {}, weightsManifest: [{ paths: ['../../secret'], weights: [] }] };
    const { writeFile, mkdtemp, rm } = await import('node:fs/promises');
    const folder = await mkdtemp('/tmp/mlp-lab-hostile-');
    await writeFile(`${folder}/model.json`, JSON.stringify(model));
    await expect(readModel(`${folder}/model.json`, { tf })).rejects.toThrow(/expected a file in the model's folder/);
    await rm(folder, { recursive: true });
  });

  it('every sample is there', () => {
    expect(readdirSync(dir)).toEqual(expect.arrayContaining(samples));
  });
});
