// A model.json that someone else may have made → what TensorFlow.js's loader relies on.
import { describeJson, MlpLabError, sizeFromShape } from '@mlp-lab/core';
import type { io } from '@tensorflow/tfjs-core';

const BYTES: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1, uint8: 1, uint16: 2, float16: 2 };

/**
 * @param file its name, for messages.
 * @throws MlpLabError `bad-data`, with the field, for anything but an object with `modelTopology` and a `weightsManifest` whose paths
 * are plain names of files.
 */
export function checkModelJson(json: unknown, file: string): io.ModelJSON {
  const refuse = (field: string, expected: string, received: unknown): never => {
    throw new MlpLabError(
      'bad-data',
      `${file} is damaged: ${field}: expected ${expected}, received ${describeJson(received)}`,
    );
  };
  const { modelTopology, weightsManifest } = (isObject(json) ? json : {}) as Partial<io.ModelJSON>;
  if (!isObject(modelTopology) || !Array.isArray(weightsManifest))
    throw new MlpLabError('bad-data', `${file} is damaged: expected modelTopology and weightsManifest as JSON`);
  for (const [i, group] of weightsManifest.entries()) {
    const field = `weightsManifest[${i}]`;
    const { paths, weights } = (isObject(group) ? group : {}) as { paths?: unknown; weights?: unknown };
    if (!Array.isArray(paths)) return refuse(`${field}.paths`, 'a list of names', paths);
    if (!Array.isArray(weights)) return refuse(`${field}.weights`, 'a list', weights);
    const outside = paths.findIndex((path) => !isPlainName(path));
    if (outside >= 0) refuse(`${field}.paths[${outside}]`, 'a plain name of a file in the folder', paths[outside]);
    const wrong = weights.findIndex((spec) => !isSpec(spec));
    if (wrong >= 0) refuse(`${field}.weights[${wrong}]`, 'a name, a shape and a type of numbers', weights[wrong]);
  }
  const names = weightsManifest.flatMap(({ weights }) => weights.map(({ name }) => name));
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined) refuse('weightsManifest', 'each name of weights once', twice);
  return json as io.ModelJSON;
}

/** How many bytes weights take. */
export function bytesOfSpecs(specs: readonly io.WeightsManifestEntry[]): number {
  return specs.reduce(
    (sum, { shape, dtype, quantization }) => sum + sizeFromShape(shape) * BYTES[quantization?.dtype ?? dtype],
    0,
  );
}

function isSpec(spec: unknown): boolean {
  if (!isObject(spec)) return false;
  const { name, shape, dtype, quantization } = spec as Record<string, unknown>;
  const stored =
    quantization === undefined ? dtype : isObject(quantization) && (quantization as { dtype?: unknown }).dtype;
  const isShape = Array.isArray(shape) && shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  return (
    typeof name === 'string' &&
    name !== '__proto__' && // TensorFlow.js keeps tensors as the fields of an object, by name
    isShape &&
    [dtype, stored].every((type) => typeof type === 'string' && Object.hasOwn(BYTES, type))
  );
}

const isPlainName = (path: unknown) =>
  typeof path === 'string' && /^[^/\\\0]+$/.test(path) && path !== '.' && path !== '..';

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
