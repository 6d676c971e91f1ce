// Whether networks can be trained in an arithmetic, before any is.
import { type Arithmetic, invalidArgument, MlpLabError, missingFusion } from '@mlp-lab/core';
import { defaultBackend } from './definitions';

/**
 * Checks that networks can train so.
 *
 * @param isHere whether they train on this machine.
 * @throws MlpLabError `invalid-argument` for another backend than the engine, `unavailable` where this machine doesn't fuse.
 */
export function checkArithmetic(arithmetic: Arithmetic | undefined, backend: string, isHere: boolean): void {
  if (arithmetic !== 'fused') return;
  if (backend !== defaultBackend)
    throw invalidArgument('arithmetic', `'separate' on the backend ${backend}`, `'fused'`);
  const missing = isHere && missingFusion();
  if (missing) throw new MlpLabError('unavailable', `arithmetic 'fused' is not available here: ${missing}`);
}
