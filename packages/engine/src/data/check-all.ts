import { invalidArgument, type NumericArray } from '@mlp-lab/core/common';

/** @throws MlpLabError `invalid-argument` with the first number for which `holds` is false. */
export function checkAll(data: NumericArray, holds: (value: number) => boolean, name: string, expected: string): void {
  const bad = data.findIndex((value: number) => !holds(value));
  if (bad >= 0) throw invalidArgument(name, expected, `${data[bad]} at index ${bad}`);
}
