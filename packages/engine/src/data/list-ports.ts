// What callers pass for a model of several inputs or outputs → one value for each.
import { describeValue, invalidArgument } from '@mlp-lab/core/common';
import type { ModelPort } from '../tfjs/model-contract';
import { noTensor } from './not-readable';
import type { ModelInput, TensorInput } from './tensor-input';

export interface Listed {
  value: TensorInput;
  /** For messages: `x`, or `x.left` of a model of several inputs. */
  name: string;
}

/** One value for each port, in their order: the value alone, or in a list, or by its name. */
export function listPorts(given: ModelInput, ports: readonly ModelPort[], argument: string): Listed[] {
  if (ports.length === 1 && isNumbers(given)) throw noTensor(argument, given);
  const values = Array.isArray(given) ? given : isByName(given) ? ports.map(({ name }) => given[name]) : [given];
  const names = ports.map(({ name }) => name);
  if (values.length !== ports.length)
    throw invalidArgument(argument, `${ports.length} tensors, in the order ${names.join(', ')}`, `${values.length}`);
  return values.map((value, i) => {
    if (isByName(given) && value === undefined)
      throw invalidArgument(argument, `a tensor by the name ${names[i]}`, namesOf(given));
    return { value, name: ports.length > 1 ? `${argument}.${names[i]}` : argument };
  });
}

/** A promise that was not awaited has none. */
const namesOf = (given: object): string => {
  const names = Object.keys(given);
  return names.length > 0 ? `the names ${names.join(', ')}` : describeValue(given);
};

/** Numbers without a shape: as a typed array, or as arrays. */
const isNumbers = (given: unknown): boolean =>
  ArrayBuffer.isView(given) ||
  (Array.isArray(given) && given.length > 0 && (typeof given[0] !== 'object' || isNumbers(given[0])));

const isByName = (given: ModelInput): given is Readonly<Record<string, TensorInput>> =>
  typeof given === 'object' && given !== null && !Array.isArray(given) && !('shape' in given) && !('data' in given);
