// Lowers a model with the rules that every app has and, if these don't suffice, with all, which are loaded then.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { loadParts, type PartName, part } from '../parts/parts';
import { commonRules } from './common-rules';
import type { LoweringRules } from './program-builder';

/** @param lowerWith `lower` or `lowerForward`. */
export async function lowerModel<T extends object>(
  model: LayersModel,
  lowerWith: (model: LayersModel, rules: LoweringRules) => T | { reasons: string[] },
): Promise<T | { reasons: string[] }> {
  if (mayBeCommon(model)) {
    const lowered = lowerWith(model, commonRules);
    if (!('reasons' in lowered)) return lowered;
  }
  await loadParts(FURTHER);
  return lowerWith(model, part('uncommon').allRules);
}

/** All rules, and the lists that most models need next: a page waits once. */
const FURTHER = ['uncommon', 'lists'] as const;

const load = (parts: readonly PartName[]): unknown => loadParts(parts).catch(() => {}); // who needs a part loads it, and is told then

// A page fetches them while it has nothing else to do, so that its first training need not wait.
(globalThis as { requestIdleCallback?: (run: () => void) => void }).requestIdleCallback?.(() => load(FURTHER));

/** Starts to load what the model will need, most likely, so that a page fetches it while the data is read. */
export const loadAhead = (model: LayersModel): unknown => load(mayBeCommon(model) ? ['lists'] : FURTHER);

/** Whether the common rules are worth a try: of the layers, they know all but the networks, whose own layers may be known. */
const mayBeCommon = ({ layers }: LayersModel): boolean =>
  layers.every(
    (layer) => Object.hasOwn(commonRules.layers, layer.getClassName()) || WITHOUT_RULE.test(layer.getClassName()),
  );

const WITHOUT_RULE = /^(InputLayer|Sequential|Model|Functional)$/;
