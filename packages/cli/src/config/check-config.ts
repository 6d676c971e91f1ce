// Checks a configuration, field by field, as it was read from a file.
import { ARITHMETICS, describeJson, MlpLabError, suggestNames } from '@mlp-lab/core';
import type { Config } from './define-config';

interface Field {
  expected: string;
  accepts(value: unknown): boolean;
}

const isInteger = (value: unknown, min: number) => Number.isSafeInteger(value) && (value as number) >= min;
const count: Field = { expected: 'an integer of at least 1', accepts: (value) => isInteger(value, 1) };
const text: Field = {
  expected: 'a string that is not empty',
  accepts: (value) => typeof value === 'string' && value !== '',
};
const oneOf = (...names: string[]): Field => ({
  expected: names.map((name) => `'${name}'`).join(' or '),
  accepts: (value) => names.includes(value as string),
});

const fields: Readonly<Record<keyof Config, Field>> = {
  plugins: { expected: 'a list of plugins, names or paths', accepts: Array.isArray },
  epochs: count,
  batchSize: count,
  scale: oneOf('none', 'unit', 'standard'),
  backend: text,
  arithmetic: oneOf(...ARITHMETICS),
  jobs: count,
  threads: count,
  seeds: {
    expected: 'a list of integers of at least 0',
    accepts: (value) => Array.isArray(value) && value.length > 0 && value.every((seed) => isInteger(seed, 0)),
  },
  seed: { expected: 'an integer of at least 0', accepts: (value) => isInteger(value, 0) },
  protocol: oneOf('as-published', 'controlled'),
  data: text,
  limit: count,
  out: text,
};

/** @throws MlpLabError `invalid-argument`, naming the file and the field. */
export function checkConfig(file: string, config: unknown): Config {
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    fail(file, `expected export default defineConfig({ … }), received ${describeJson(config)}`);
  for (const [name, value] of Object.entries(config)) {
    if (!Object.hasOwn(fields, name)) fail(file, `unknown field '${name}': ${suggestNames(name, Object.keys(fields))}`);
    const { expected, accepts } = fields[name as keyof Config];
    if (value !== undefined && !accepts(value))
      fail(file, `${name}: expected ${expected}, received ${describeJson(value)}`);
  }
  return config as Config;
}

function fail(file: string, problem: string): never {
  throw new MlpLabError('invalid-argument', `${file}: ${problem}`);
}
