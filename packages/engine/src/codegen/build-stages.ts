// A Program's layers → stages, each knowing the one before it.
import type { ProgramLayer } from '../program';
import { activationRule } from './activations';
import { oftenZeroBehind, readsLists } from './often-zero';
import { activationStage } from './stages/activation';
import { batchNormalizationStage } from './stages/batch-normalization';
import { denseStage } from './stages/dense/dense';
import { inputStage } from './stages/input';
import { layerNormalizationStage } from './stages/layer-normalization';
import { maxoutStage } from './stages/maxout';
import { noiseStage } from './stages/noise';
import { preluStage } from './stages/prelu';
import { addStage, type Kept, keepStage } from './stages/residual';
import { softmaxStage } from './stages/softmax';
import type { Context, Stage } from './stages/stage';

/** @param sparse whether the first layer, a dense one, reads sparse rows; else the first stage gathers full ones. */
export function buildStages(context: Context, sparse: boolean, noiseKeys: number): Stage[] {
  const { layers } = context.program;
  const kept: Kept[] = [];
  const stages: Stage[] = sparse ? [] : [inputStage(context)];
  for (let i = 0; i < layers.length; i++) {
    const layer = layers[i];
    const before = stages[stages.length - 1] as Stage | undefined;
    if (layer.kind !== 'dense') {
      stages.push(buildStage(layer, `${layer.kind}${i}`, before!));
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

  function buildStage(layer: Exclude<ProgramLayer, { kind: 'dense' }>, name: string, before: Stage): Stage {
    if (layer.kind === 'activation') return activationStage(context, layer, name, before);
    if (layer.kind === 'prelu') return preluStage(context, layer, name, before);
    if (layer.kind === 'softmax') return softmaxStage(context, layer, name, before);
    if (layer.kind === 'batchNormalization') return batchNormalizationStage(context, layer, name, before);
    if (layer.kind === 'layerNormalization') return layerNormalizationStage(context, layer, name, before);
    if (layer.kind === 'maxout') return maxoutStage(context, layer, name, before);
    if (layer.kind === 'add') return addStage(context, layer, name, before, kept[layer.place]);
    if (layer.kind !== 'keep') return noiseStage(context, layer, name, before, noiseKeys + 8 * layer.ordinal);
    const [stage, rows] = keepStage(context, layer, name, before);
    kept[layer.place] = rows;
    return stage;
  }
}
