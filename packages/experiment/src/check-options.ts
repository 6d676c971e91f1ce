// The options that several functions of this package take, checked at their doors. What only makes sense beside other options, such as
// the fields of a recipe, is checked by `plan`.
import {
  ARITHMETICS,
  type Check,
  checkFunction,
  checkObject,
  checkOptions,
  checkSignal,
  checkString,
  invalidArgument,
  oneOf,
} from '@mlp-lab/core';
import { checkDataset } from '@mlp-lab/data-mnist';
import { checkRegistry } from '@mlp-lab/models';
import { checkBackend } from './backends/definitions';

/** A check for each option. */
export type Checks<Options> = { readonly [Name in keyof Required<Options>]: Check };

/** For values that are checked with others later. */
export const checkedLater: Check = (_name, value) => value;

export const checkList: Check = (name, value) => {
  if (!Array.isArray(value)) throw invalidArgument(name, 'an array', value);
};

const checkWasmPaths: Check = (name, value) => typeof value === 'string' || checkObject(name, value);

export const checkExecutor: Check = (name, value) =>
  checkFunction(`${name}.run`, (checkObject(name, value) as { run?: unknown }).run);

/** Of every function that trains variants on a data set. */
export const trainingChecks = {
  registry: checkRegistry,
  dataset: checkDataset,
  variants: checkList,
  protocol: checkedLater,
  epochs: checkedLater,
  batchSize: checkedLater,
  scale: checkedLater,
  set: checkObject,
  probe: checkedLater,
  backend: (name: string, value: unknown) => checkBackend(checkString(name, value)),
  arithmetic: oneOf(ARITHMETICS),
  wasmPaths: checkWasmPaths,
  onProgress: checkFunction,
  signal: checkSignal,
} as const satisfies Record<string, Check>;

/**
 * The options that were given, of which `required` must be there.
 *
 * @throws MlpLabError `invalid-argument` for an unknown option, with the nearest names, and for one that is missing or can't be used.
 */
export function checkGiven<Options extends object>(
  owner: string,
  options: Options,
  checks: Checks<Options>,
  required: readonly (keyof Options & string)[],
): Options {
  const given = checkOptions<Options>(owner, options, checks);
  for (const name of required) if (!(name in given)) checks[name](`${owner}: ${name}`, undefined);
  return given;
}
