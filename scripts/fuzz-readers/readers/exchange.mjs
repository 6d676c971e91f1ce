// The readers of exchange: models of every format, as bytes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mutateBytes, mutateJson, pick } from '../mutate.mjs';
import { tf } from '../tensorflow.mjs';

const root = new URL('../../../', import.meta.url);
const packageDir = new URL('packages/exchange/', root);
const { readModel, writeModel } = await import(new URL('dist/index.js', packageDir).href);
const { unzipSync, zipSync } = createRequire(new URL('package.json', packageDir))('fflate');
const file = (name) => new Uint8Array(readFileSync(new URL(`fixtures/exchange/models/${name}`, root)));
const plain = { hidden: [7, 4], activation: 'relu', batchNormalization: false };
const read = async (bytes, recipe = plain) => (await readModel(bytes, { tf, recipe })).dispose();

/** The first sample is as small as a file can be, so that more of it is reached; one in eight inputs is another. */
const oftenSmall = (random, [small, ...others]) =>
  random(8) > 0 || others.length === 0 ? small : pick(random, others);

const bytesReader = (name, samples, header, recipe) => ({
  name,
  make(random) {
    const keepsHeader = random(2) === 0;
    return { input: mutateBytes(random, oftenSmall(random, samples), keepsHeader ? header : 0), keepsHeader };
  },
  read: (bytes) => read(bytes, recipe),
});

/** Two inputs, one dense layer. */
async function small(format) {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, activation: 'softmax', inputShape: [2] })] });
  const [bytes] = Object.values(await writeModel(model, { format }));
  model.dispose();
  return bytes;
}

const exported = [
  'script-9-norms',
  'script-unfolded',
  'dynamo-pieces',
  'sklearn-pipeline',
  'tf-layer',
  'tf-batch-nodes',
].map((name) => file(`../onnx/${name}.onnx`));

const archives = [await small('keras'), file('image.keras')].map((archive) => {
  const entries = unzipSync(archive);
  return { archive, entries, config: JSON.parse(new TextDecoder().decode(entries['config.json'])) };
});

export const readers = [
  bytesReader('ONNX', [await small('onnx'), file('torch.onnx')], 16),
  {
    name: 'ONNX of exporters',
    make(random) {
      const keepsHeader = random(2) === 0;
      return { input: mutateBytes(random, pick(random, exported), keepsHeader ? 16 : 0), keepsHeader };
    },
    read: (bytes) => read(bytes),
  },
  bytesReader('h5', [file('functional.h5')], 96),
  bytesReader('safetensors', [file('torch.safetensors')], 8),
  bytesReader('weights.h5', [file('recipe.weights.h5')], 96, { ...plain, batchNormalization: true }),
  {
    name: '.keras',
    make(random) {
      const { archive, entries, config } = oftenSmall(random, archives);
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
