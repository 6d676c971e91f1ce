// Large packages that few commands need: whoever asks for what they do installs them beside mlp-lab.
import { MlpLabError } from '@mlp-lab/core';

/**
 * What `load` gives.
 *
 * @param feature what needs the packages: `PNG`.
 * @param otherwise what works without them: `use --format svg`.
 * @throws MlpLabError `unavailable` where one is missing; the message says how to install them.
 */
export async function onDemand<Loaded>(
  feature: string,
  packages: readonly string[],
  otherwise: string,
  load: () => Promise<Loaded>,
): Promise<Loaded> {
  try {
    return await load();
  } catch (cause) {
    throw new MlpLabError(
      'unavailable',
      `${feature} needs ${listed(packages)}, which can't be loaded: npm install ${packages.join(' ')}${otherwise && `, or ${otherwise}`}`,
      { cause },
    );
  }
}

const listed = (names: readonly string[]) => names.join(', ').replace(/, ([^,]*)$/, ' and $1');
