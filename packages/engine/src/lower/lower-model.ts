// Lowers a model with the rules that every app has and, if these don't suffice, with all, which are loaded then.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { commonRules } from './common-rules';
import type { LoweringRules } from './program-builder';

/** @param lowerWith `lower` or `lowerForward`. */
export async function lowerModel<T extends object>(
  model: LayersModel,
  lowerWith: (model: LayersModel, rules: LoweringRules) => T | { reasons: string[] },
): Promise<T | { reasons: string[] }> {
  const lowered = lowerWith(model, commonRules);
  if (!('reasons' in lowered)) return lowered;
  const { allRules } = await import('./all-rules');
  return lowerWith(model, allRules);
}
