// Options as part of a row's name, which the command line accepts, too: `acme/maxout:pieces=3,wide=true`.
import { checkObject, describeJson } from '@mlp-lab/core';
import type { OptionValues } from './options';

/**
 * Options as part of a name: `{ pieces: 3, wide: true }` → `pieces=3,wide=true`.
 *
 * @throws MlpLabError `invalid-argument` for anything but an object.
 */
export const optionsName = (options: OptionValues): string =>
  Object.entries(checkObject('options', options))
    .map(
      ([name, value]) =>
        `${name}=${typeof value === 'string' || typeof value === 'number' ? value : describeJson(value)}`,
    )
    .join(',');
