// What only some models need to be lowered and compiled: rules, layers, activations, losses, penalties, and optimizers with functions.
import { stage as activation } from '../codegen/stages/activation';
import { stage as batchNormalization } from '../codegen/stages/batch-normalization';
import { stage as layerNormalization } from '../codegen/stages/layer-normalization';
import { stage as maxout } from '../codegen/stages/maxout';
import { stage as noise } from '../codegen/stages/noise';
import { stage as prelu } from '../codegen/stages/prelu';
import { stage as residual } from '../codegen/stages/residual';

export { activationRule } from '../codegen/activations';
export { vectorOperations } from '../codegen/expression-code';
export { binaryAccuracy, losses } from '../codegen/losses';
export { regularize } from '../codegen/regularize';
export { allRules } from '../lower/all-rules';
export { allNumbers } from '../run/all-numbers';
export { giveGradients } from '../tfjs/layers-without-gradient';
export { seedNoise } from '../tfjs/noise-layers';

/** By the kind of a layer. */
export const stages = {
  ...{ activation, prelu, batchNormalization, layerNormalization, maxout },
  ...{ dropout: noise, alphaDropout: noise, gaussianNoise: noise, gaussianDropout: noise },
  ...{ branch: residual, add: residual },
} as const;
