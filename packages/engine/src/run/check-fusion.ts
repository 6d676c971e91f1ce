// Refuses fused arithmetic where it can't be had.

import { MlpLabError } from '@mlp-lab/core/common';
import { missingFusion } from '@mlp-lab/core/webassembly';

/** @throws MlpLabError `unavailable` where this machine does not fuse. */
export function checkFusion(): void {
  const missing = missingFusion();
  if (missing) throw new MlpLabError('unavailable', `arithmetic 'fused' is not available here: ${missing}`);
}

/** @throws MlpLabError `unavailable`, always: TensorFlow.js trains the model, for these reasons. */
export function refuseFusion(reasons: readonly string[]): never {
  throw new MlpLabError(
    'unavailable',
    `arithmetic 'fused' is not available through TensorFlow.js, which trains this model: ${reasons.join('; ') || 'compile is false'}`,
  );
}
