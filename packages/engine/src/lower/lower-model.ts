// Lowers a model with the rules that every app has and, if these don't suffice, with all, which are loaded then.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { loadParts, part } from '../parts/parts';
import { commonRules } from './common-rules';
import type { LoweringRules } from './program-builder';

/** @param lowerWith `lower` or `lowerForward`. */
export async function lowerModel<T extends object>(
  model: LayersModel,
  lowerWith: (model: LayersModel, rules: LoweringRules) => T | { reasons: string[] },
): Promise<T | { reasons: string[] }> {
  const lowered = lowerWith(model, commonRules);
  if (!('reasons' in lowered)) return lowered;
  await loadParts(['uncommon', 'lists']); // the lists for what most of these models need next: a page waits once
  return lowerWith(model, part('uncommon').allRules);
}
