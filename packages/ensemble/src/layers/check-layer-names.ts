// The architecture of a saved model → layers whose weights TensorFlow.js can name.
import { describeJson, MlpLabError } from '@mlp-lab/core';
import { isObject } from './check-saved';

/** The names that TensorFlow.js takes for variables. They begin with the name of the layer. */
const VARIABLE_NAME = /^[A-Za-z0-9][-A-Za-z0-9._/]*$/;

/**
 * Checks the names of the layers that have weights. TensorFlow.js itself refuses a name only after it has made the tensor of the
 * layer's first weight, which it then forgets. A layer without a name gets one.
 *
 * @param file the name of the model, for messages.
 * @throws MlpLabError `bad-data` with the field.
 */
export function checkLayerNames(part: unknown, file: string, field = 'modelTopology'): void {
  if (typeof part !== 'object' || part === null) return;
  if (isObject(part) && part.name && hasWeights(part) && !isVariableName(part.name))
    throw new MlpLabError(
      'bad-data',
      `${file} is damaged: ${field}.name: expected letters, digits and any of - . _ /, received ${describeJson(part.name)}`,
    );
  for (const [key, inner] of Object.entries(part)) {
    if (NO_LAYERS.test(key) && String(JSON.stringify(inner)).includes('"layers"'))
      throw new MlpLabError('bad-data', `${file} is damaged: ${field}.${key}: expected no layers in it`);
    checkLayerNames(inner, file, Array.isArray(part) ? `${field}[${key}]` : `${field}.${key}`);
  }
}

/** TensorFlow.js would make a whole network of one that is named there, and forget its weights. */
const NO_LAYERS = /(constraint|regularizer|initializer)$/i;

const isVariableName = (name: unknown) => typeof name !== 'object' && VARIABLE_NAME.test(String(name));

/** Whether a layer's config says how weights begin: its own, or those of a layer that it wraps. */
const hasWeights = (config: Record<string, unknown>): boolean =>
  Object.entries(config).some(
    ([key, inner]) => /initializer$/i.test(key) || (key !== 'layers' && isObject(inner) && hasWeights(inner)),
  );
