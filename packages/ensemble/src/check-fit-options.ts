import { MlpLabError } from '@mlp-lab/core';
import { shown } from './shown';

/** @throws MlpLabError `invalid-argument` for an option of `fit` other than `sampleWeight`. */
export function checkFitOptions(options: object): void {
  const unknown = Object.keys(options).filter((name) => name !== 'sampleWeight');
  if (unknown.length > 0)
    throw new MlpLabError(
      'invalid-argument',
      `VotingClassifier.fit takes no other option than sampleWeight: received ${shown(unknown)}`,
    );
}
