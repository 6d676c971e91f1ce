// What the functions of this package are given, checked at their doors.
import { checkObject, describeValue, invalidArgument } from '@mlp-lab/core';
import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** @throws MlpLabError `invalid-argument` for anything but a model, or a Sequential without layers. */
export function checkModel(model: LayersModel): void {
  if (typeof model?.getConfig !== 'function' || !Array.isArray(model.layers))
    throw invalidArgument('model', 'a tf.LayersModel', describeValue(model));
}

/** @throws MlpLabError `invalid-argument` for anything but TensorFlow.js with its layers. */
export function checkTensorFlow(tf: TensorFlow): void {
  if (typeof tf?.sequential !== 'function' || typeof tf.tensor !== 'function')
    throw invalidArgument('tf', 'TensorFlow.js with its layers', describeValue(tf));
}

/** Checks each field that is there. */
export function checkFields(
  name: string,
  value: unknown,
  checks: Readonly<Record<string, (name: string, value: unknown) => unknown>>,
): void {
  const fields = checkObject(name, value) as Readonly<Record<string, unknown>>;
  for (const [field, check] of Object.entries(checks))
    if (fields[field] != null) check(`${name}.${field}`, fields[field]);
}

/** Checks the entries of a list by their place. */
export function checkEach(name: string, value: unknown, check: (name: string, value: unknown) => unknown): void {
  if (!Array.isArray(value)) throw invalidArgument(name, 'an array', describeValue(value));
  for (const [i, entry] of Array.from(value).entries()) check(`${name}[${i}]`, entry);
}
