// model.json of TensorFlow.js → Network: saved by it, or converted from Keras 2 or Keras 3.
import { sizeFromShape } from '@mlp-lab/core';
import { damaged, unsupported } from '../../network/exchange-error';
import type { Weight } from '../../network/network';
import type { ReadFormat, ReadOptimizer, SourceFile } from '../format';
import type { Dialect } from '../function-names';
import { type Config, configOf, listOf, numberListOf, textOf } from '../keras/config-fields';
import type { WeightSource } from '../keras/model-context';
import { readOptimizer } from '../keras/read-optimizer';
import { readTopology } from '../keras/read-topology';
import { NO_STATE, namedState } from '../keras/stored-slots';
import { bytesPerNumber, floatsOf, type NumberType } from '../little-endian';
import { tfjsOptimizer } from './tfjs-optimizer';

export const readTfjs: ReadFormat = async (file) => {
  const { model, dialect, weights } = await open(file);
  return readTopology(model, { dialect, source: namedWeights(weights) });
};

export const readTfjsOptimizer: ReadOptimizer = async (file) => {
  const { model, dialect, weights, trainingConfig, converted } = await open(file);
  const config = configOf(trainingConfig ?? converted ?? {}, 'trainingConfig').optimizer_config;
  if (!config) return undefined;
  const options = { dialect, source: namedWeights(weights) };
  if (!trainingConfig) return readOptimizer(model, options, { config, state: () => NO_STATE }); // Keras's own
  const own = tfjsOptimizer(config);
  if (typeof own === 'string') return { problem: own };
  return readOptimizer(model, options, { config: own.config, state: namedState(() => [...weights].map(own.variable)) });
};

async function open({ bytes, sibling }: SourceFile) {
  const file = configOf(parse(bytes), 'model.json');
  if (file.format === 'graph-model')
    throw unsupported(
      'it is a graph model, whose layers are no more to be seen: convert the Keras model as a layers model',
    );
  if (file.weightsManifest === undefined)
    throw damaged(
      file.weight_map
        ? "it is Keras's list of sharded weights, without the layers: save the model with model.save('model.keras')"
        : "expected a model.json of TensorFlow.js, with a weightsManifest, received layers without weights or another JSON file: save a model of Keras with model.save('model.keras')",
    );
  const topology = configOf(file.modelTopology ?? file, 'modelTopology');
  const model = configOf(topology.model_config ?? topology, 'modelTopology.model_config');
  const weights = await readWeights(listOf(file.weightsManifest, 'weightsManifest'), sibling);
  const { trainingConfig } = file;
  return { model, dialect: dialectOf(topology, model), weights, trainingConfig, converted: topology.training_config };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw damaged(`expected JSON: ${(cause as Error).message}`, cause);
  }
}

/** Keras 3 says so, or gives the shape of its input as `batch_shape`. */
function dialectOf({ keras_version: version }: Config, model: Config): Dialect {
  if (typeof version === 'string' && /^\d/.test(version))
    return Number.parseInt(version, 10) >= 3 ? 'keras 3' : 'keras 2';
  return JSON.stringify(model).includes('"batch_shape"') ? 'keras 3' : 'keras 2';
}

const TYPES: Readonly<Record<string, NumberType>> = {
  float32: 'F32',
  float16: 'F16',
  int32: 'I32',
  uint8: 'U8',
  bool: 'BOOL',
};

async function readWeights(
  manifest: readonly unknown[],
  sibling: (path: string) => Promise<Uint8Array>,
): Promise<Map<string, Weight>> {
  const found = new Map<string, Weight>();
  for (const [i, each] of manifest.entries()) {
    const where = `weightsManifest[${i}]`;
    const group = configOf(each, where);
    const paths = listOf(group.paths, `${where}.paths`).map((path) => textOf(path, `${where}.paths`));
    const bytes = joined(await Promise.all(paths.map(sibling)));
    let at = 0;
    for (const [k, given] of listOf(group.weights, `${where}.weights`).entries()) {
      const entry = configOf(given, `${where}.weights[${k}]`);
      const name = textOf(entry.name, `${where}.weights[${k}].name`);
      const { weight, size } = readWeight(entry, bytes.subarray(at), name);
      at += size;
      found.set(found.has(name) ? `${name}#${k}` : name, weight);
    }
    if (at !== bytes.length) throw damaged(`${paths.join(', ')}: expected ${at} bytes, received ${bytes.length}`);
  }
  return found;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** One weight from the start of the bytes. Quantized ones are min + scale · q. */
function readWeight(entry: Config, bytes: Uint8Array, name: string): { weight: Weight; size: number } {
  const shape = numberListOf(entry.shape, `${name}.shape`);
  const quantization =
    entry.quantization === undefined ? undefined : configOf(entry.quantization, `${name}.quantization`);
  const stored =
    quantization?.dtype === 'uint16' ? 'uint16' : textOf(quantization?.dtype ?? entry.dtype, `${name}.dtype`);
  const type = TYPES[stored];
  if (type === undefined) throw unsupported(`${name}: expected numbers of a float type, received ${stored}`);
  const count = sizeFromShape(shape);
  const size = count * bytesPerNumber(type);
  if (!Number.isSafeInteger(size) || size < 0 || size > bytes.length)
    throw damaged(`${name}: expected ${size} bytes for the shape [${shape}], received ${bytes.length}`);
  const data = floatsOf(bytes.subarray(0, size), type, count, name);
  const { min, scale } = quantization ?? {};
  if (typeof scale !== 'number' || typeof min !== 'number') return { weight: { shape, data }, size };
  return { weight: { shape, data: data.map((value) => value * scale + min) }, size };
}

/** By `LAYER/kernel`, also at the end of a longer path. */
const namedWeights = (found: ReadonlyMap<string, Weight>): WeightSource => ({
  weights: (place, names) =>
    Object.fromEntries(
      names.map((name) => {
        const ending = `${place.name}/${name}`;
        const path = found.has(ending) ? ending : [...found.keys()].find((key) => key.endsWith(`/${ending}`));
        const weight = path && found.get(path);
        if (!weight) throw damaged(`layer ${place.name}: expected its weight ${name}, found none`);
        return [name, weight];
      }),
    ),
});
