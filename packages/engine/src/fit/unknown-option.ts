import { checkOptions } from '@mlp-lab/core/checks';
import type { Check } from '@mlp-lab/core/common';

/** @throws MlpLabError `invalid-argument` for the option that there is not, with the nearest names. */
export const refuseOptions = <Options extends object>(
  owner: string,
  options: Options,
  checks: { readonly [Name in keyof Required<Options>]: Check },
): Options => checkOptions(owner, options, checks);
