// The weight of each row in the loss, as callers pass it.
import { describeValue, invalidArgument } from '@mlp-lab/core/common';

export function readWeights(weights: ArrayLike<number>, count: number, name: string): Float32Array {
  if (typeof weights !== 'object' || weights.length !== count)
    throw invalidArgument(
      name,
      `${count} numbers, one a row`,
      typeof weights === 'object' && 'length' in weights ? String(weights.length) : describeValue(weights),
    );
  const numbers: unknown[] = Array.from(weights);
  const bad = numbers.findIndex(
    (weight) => !(typeof weight === 'number' && weight >= 0 && Number.isFinite(Math.fround(weight))),
  );
  if (bad >= 0)
    throw invalidArgument(name, 'finite numbers of 0 or more', `${describeValue(numbers[bad])} at index ${bad}`);
  return Float32Array.from(numbers as number[]);
}
