// Everything that can be lowered.
import { optimizerRule } from './all-optimizers';
import { commonRules } from './common-rules';
import { addDescribedActivation, addDescribedLayer } from './described-layer';
import { furtherLayers } from './further-layers';
import { inTurn } from './in-turn';
import type { LoweringRules } from './program-builder';

export const allRules: LoweringRules = {
  layers: { ...commonRules.layers, ...furtherLayers },
  inTurn,
  optimizerRule,
  described: { addLayer: addDescribedLayer, addActivation: addDescribedActivation },
};
