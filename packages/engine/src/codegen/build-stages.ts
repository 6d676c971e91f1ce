// A Program's layers → stages, each built on the one before it.
import type { ProgramLayer } from '../program';
import { activationRule } from './activations';
import { gradientOftenZero, readsLists } from './sparsity';
import { activationStage } from './stages/activation';
import { batchNormalizationStage } from './stages/batch-normalization';
import { denseStage } from './stages/dense/dense';
import { inputStage } from './stages/input';
import { layerNormalizationStage } from './stages/layer-normalization';
import { maxoutStage } from './stages/maxout';
import { noiseStage } from './stages/noise';
import { preluStage } from './stages/prelu';
import { addStage, branchStage } from './stages/residual';
import { softmaxStage } from './stages/softmax';
import type { Context, Stage } from './stages/stage';

type Builder<L extends ProgramLayer = ProgramLayer> = (context: Context, layer: L, before: Stage) => Stage;
type Kind = Exclude<ProgramLayer['kind'], 'dense'>;

const builders: { readonly [K in Kind]: Builder<Extract<ProgramLayer, { kind: K }>> } = {
  activation: activationStage,
  prelu: preluStage,
  softmax: softmaxStage,
  batchNormalization: batchNormalizationStage,
  layerNormalization: layerNormalizationStage,
  maxout: maxoutStage,
  branch: branchStage,
  add: addStage,
  dropout: noiseStage,
  alphaDropout: noiseStage,
  gaussianNoise: noiseStage,
  gaussianDropout: noiseStage,
};

export function buildStages(context: Context): Stage[] {
  const { layers } = context.program;
  const stages: Stage[] = context.input === 'dense' ? [inputStage(context)] : [];
  for (let i = 0; i < layers.length; i++) {
    const layer = layers[i];
    const before = stages[stages.length - 1] as Stage | undefined;
    if (layer.kind !== 'dense') {
      stages.push((builders[layer.kind] as Builder)(context, layer, before!));
      continue;
    }
    const next = layers[i + 1];
    const rule = next?.kind === 'activation' ? activationRule(next.function) : undefined;
    const activation = rule?.short ? rule : undefined;
    const oftenZero = { input: readsLists(layers, i), gradient: gradientOftenZero(layers, i) };
    stages.push(denseStage(context, { layer, before, activation, oftenZero }));
    if (activation) i++;
  }
  return stages;
}
