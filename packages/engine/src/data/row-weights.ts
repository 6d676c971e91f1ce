// The weight of each row in the loss, as callers pass it.
import { describeValue, invalidArgument } from '@mlp-lab/core/common';
import { checkAll } from './check-all';

export function readWeights(weights: ArrayLike<number>, count: number, name: string): Float32Array {
  if (typeof weights !== 'object' || weights.length !== count)
    throw invalidArgument(
      name,
      `${count} numbers, one a row`,
      typeof weights === 'object' && 'length' in weights ? String(weights.length) : describeValue(weights),
    );
  const numbers: unknown[] = Array.from(weights); // BigInts are refused below
  const read = Float32Array.from(numbers, (weight) => (typeof weight === 'number' ? weight : Number.NaN));
  checkAll(read, (weight) => weight >= 0 && weight < Number.POSITIVE_INFINITY, name, 'finite numbers of 0 or more');
  return read;
}
