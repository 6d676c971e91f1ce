// Files of this package that only some networks need.
import { MlpLabError } from '@mlp-lab/core/common';

/**
 * What an `import()` gives.
 *
 * @throws MlpLabError `unavailable` where the file can't be had: offline, or after another version of the app was put in its place.
 */
export const whenLoaded = <Module>(file: Promise<Module>): Promise<Module> =>
  file.catch((cause) => {
    throw new MlpLabError('unavailable', `a file of the app can't be loaded; reload it: ${cause.message}`, { cause });
  });
