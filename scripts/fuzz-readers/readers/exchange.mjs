// The readers of exchange: models of every format, as bytes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mutateBytes, mutateJson, pick } from '../mutate.mjs';
import { tf } from '../tensorflow.mjs';

const root = new URL('../../../', import.meta.url);
const packageDir = new URL('packages/exchange/', root);
const { readModel } = await import(new URL('dist/index.js', packageDir).href);
const { unzipSync, zipSync } = createRequire(new URL('package.json', packageDir))('fflate');
const file = (name) => new Uint8Array(readFileSync(new URL(`fixtures/exchange/models/${name}`, root)));
const plain = { hidden: [7, 4], activation: 'relu', batchNormalization: false };
const read = async (bytes, recipe = plain) => (await readModel(bytes, { tf, recipe })).dispose();

const bytesReader = (name, sample, header, recipe) => ({
  name,
  make(random) {
    const keepsHeader = random(2) === 0;
    return { input: mutateBytes(random, file(sample), keepsHeader ? header : 0), keepsHeader };
  },
  read: (bytes) => read(bytes, recipe),
});

const exported = [
  'script-9-norms',
  'script-unfolded',
  'dynamo-pieces',
  'sklearn-pipeline',
  'tf-layer',
  'tf-batch-nodes',
].map((name) => file(`../onnx/${name}.onnx`));

const archive = file('image.keras');
const entries = unzipSync(archive);
const config = JSON.parse(new TextDecoder().decode(entries['config.json']));

export const readers = [
  bytesReader('ONNX', 'torch.onnx', 16),
  {
    name: 'ONNX of exporters',
    make(random) {
      const keepsHeader = random(2) === 0;
      return { input: mutateBytes(random, pick(random, exported), keepsHeader ? 16 : 0), keepsHeader };
    },
    read: (bytes) => read(bytes),
  },
  bytesReader('h5', 'functional.h5', 96),
  bytesReader('safetensors', 'torch.safetensors', 8),
  bytesReader('weights.h5', 'recipe.weights.h5', 96, { ...plain, batchNormalization: true }),
  {
    name: '.keras',
    make(random) {
      const part = random(4);
      if (part === 0) return { input: mutateBytes(random, archive), keepsHeader: false };
      const changed =
        part === 1
          ? { 'model.weights.h5': mutateBytes(random, entries['model.weights.h5'], 96) }
          : { 'config.json': new TextEncoder().encode(JSON.stringify(mutateJson(random, config))) };
      return { input: zipSync({ ...entries, ...changed }, { level: 0 }), keepsHeader: true };
    },
    read: (bytes) => read(bytes),
  },
];
