// A Program's layers → stages, each knowing the one before it.
import type { ProgramLayer } from '../program';
import { activationRule } from './activations';
import { oftenZeroBehind, readsLists } from './often-zero';
import { activationStage } from './stages/activation';
import { batchNormalizationStage } from './stages/batch-normalization';
import { denseStage } from './stages/dense/dense';
import { inputStage } from './stages/input';
import { layerNormalizationStage } from './stages/layer-normalization';
import { noiseStage } from './stages/noise';
import { preluStage } from './stages/prelu';
import { softmaxStage } from './stages/softmax';
import type { Context, Stage } from './stages/stage';

/** @param sparse whether the first layer, a dense one, reads sparse rows; else the first stage gathers full ones. */
export function buildStages(context: Context, sparse: boolean, noiseKeys: number): Stage[] {
  const { layers } = context.program;
  const stages: Stage[] = sparse ? [] : [inputStage(context)];
  for (let i = 0; i < layers.length; i++) {
    const layer = layers[i];
    const before = stages[stages.length - 1] as Stage | undefined;
    if (layer.kind !== 'dense') {
      stages.push(buildStage(context, layer, `${layer.kind}${i}`, before!, noiseKeys));
      continue;
    }
    const next = layers[i + 1];
    const rule = next?.kind === 'activation' ? activationRule(next.function) : undefined;
    const activation = rule?.short ? rule : undefined;
    const oftenZero = { before: readsLists(layers, i), behind: oftenZeroBehind(layers, i) };
    stages.push(denseStage(context, { name: `dense${i}`, layer, before, activation, oftenZero }));
    if (activation) i++;
  }
  return stages;
}

function buildStage(
  context: Context,
  layer: Exclude<ProgramLayer, { kind: 'dense' }>,
  name: string,
  before: Stage,
  noiseKeys: number,
): Stage {
  if (layer.kind === 'activation') return activationStage(context, layer, name, before);
  if (layer.kind === 'prelu') return preluStage(context, layer, name, before);
  if (layer.kind === 'softmax') return softmaxStage(context, layer, name, before);
  if (layer.kind === 'batchNormalization') return batchNormalizationStage(context, layer, name, before);
  if (layer.kind === 'layerNormalization') return layerNormalizationStage(context, layer, name, before);
  return noiseStage(context, layer, name, before, noiseKeys + 8 * layer.ordinal);
}
