// The initial values of one weight, by Keras's rule for the initializer in its layer's config.
import { MlpLabError, type Random, sizeFromShape } from '@mlp-lab/core';
import type { InitializerRule } from './initializer-rule';
import { orthogonal } from './orthogonal';
import { deviationBeforeCut, uniformLimit, type VarianceScaling, variance } from './variance-scaling';

/** An initializer as TensorFlow.js serializes it. */
export interface InitializerConfig {
  className: string;
  config: object;
}

/** By class name: `acme>sparse`. */
export type PluginInitializers = ReadonlyMap<string, InitializerRule>;

/** Values in row-major order; undefined where the initializer is neither Keras's nor a plugin's. */
export function drawWeight(
  { className, config }: InitializerConfig,
  random: Random,
  shape: readonly number[],
  plugins: PluginInitializers = new Map(),
): Float32Array | undefined {
  const rule = plugins.get(className);
  return rule
    ? checkedValues(className, rule(random, shape), shape)
    : rules[className]?.(random, shape, config as Numbers);
}

/** @throws MlpLabError `bad-model` where a plugin's initializer does not return one finite number for each element of the shape. */
function checkedValues(className: string, values: Float32Array, shape: readonly number[]): Float32Array {
  const isWhole =
    values instanceof Float32Array && values.length === sizeFromShape(shape) && values.every(Number.isFinite);
  if (isWhole) return values;
  const received = values instanceof Float32Array ? `${values.length} numbers` : String(values);
  throw new MlpLabError(
    'bad-model',
    `initializer ${className} must give a Float32Array of ${sizeFromShape(shape)} finite numbers for shape [${shape}]: received ${received}`,
  );
}

type Numbers = Readonly<Record<string, number>>;
type Rule = (random: Random, shape: readonly number[], config: Numbers) => Float32Array;

const rules: Readonly<Record<string, Rule | undefined>> = {
  Zeros: (_, shape) => filled(shape, 0),
  Ones: (_, shape) => filled(shape, 1),
  Constant: (_, shape, { value }) => filled(shape, value),
  RandomUniform: (random, shape, { minval, maxval }) => random.uniform(sizeFromShape(shape), minval, maxval),
  RandomNormal: (random, shape, { mean, stddev }) => random.normal(sizeFromShape(shape), mean, stddev),
  TruncatedNormal: (random, shape, { mean, stddev }) => random.truncatedNormal(sizeFromShape(shape), mean, stddev),
  VarianceScaling: (random, shape, config) => varianceScaling(random, shape, config as unknown as VarianceScaling),
  Identity: (_, shape, { gain }) => filled(shape, 0).map((_, i) => (i % (shape[1] + 1) === 0 ? gain : 0)),
  Orthogonal: (random, shape, { gain }) => orthogonal(random, shape, gain),
};

function varianceScaling(random: Random, shape: readonly number[], config: VarianceScaling): Float32Array {
  const wanted = variance(config, shape);
  const limit = uniformLimit(wanted);
  if (config.distribution === 'uniform') return random.uniform(sizeFromShape(shape), -limit, limit);
  if (config.distribution === 'untruncatedNormal') return random.normal(sizeFromShape(shape), 0, Math.sqrt(wanted));
  return random.truncatedNormal(sizeFromShape(shape), 0, deviationBeforeCut(wanted));
}

const filled = (shape: readonly number[], value: number) => new Float32Array(sizeFromShape(shape)).fill(value);
