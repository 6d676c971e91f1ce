import { MlpLabError } from '@mlp-lab/core';

/** @throws MlpLabError `invalid-argument` where `value` is not an integer of at least `least`. */
export function checkCount(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least)
    throw new MlpLabError(
      'invalid-argument',
      `${name}: expected an integer of at least ${least}, received ${String(value)}`,
    );
}
