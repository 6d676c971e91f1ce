// A Program's layers → stages, each built on the one before it.
import type { ActivationFunction, ProgramLayer } from '../program';
import type { ActivationRule } from './activation-rule';
import { isRelu, part } from './parts';
import { relu } from './relu';
import { gradientOftenZero, readsLists } from './sparsity';
import { denseStage } from './stages/dense/dense';
import { inputStage } from './stages/input';
import { softmaxStage } from './stages/softmax';
import type { Context, Stage } from './stages/stage';

type Builder<L extends ProgramLayer = ProgramLayer> = (context: Context, layer: L, before: Stage) => Stage;
type Kind = Exclude<ProgramLayer['kind'], 'dense'>;

const noise = () => part('noise').noiseStage;

const builders: { readonly [K in Kind]: () => Builder<Extract<ProgramLayer, { kind: K }>> } = {
  activation: () => part('activation').activationStage,
  prelu: () => part('prelu').preluStage,
  softmax: () => softmaxStage,
  batchNormalization: () => part('batchNormalization').batchNormalizationStage,
  layerNormalization: () => part('layerNormalization').layerNormalizationStage,
  maxout: () => part('maxout').maxoutStage,
  branch: () => part('residual').branchStage,
  add: () => part('residual').addStage,
  dropout: noise,
  alphaDropout: noise,
  gaussianNoise: noise,
  gaussianDropout: noise,
};

export function buildStages(context: Context): Stage[] {
  const { layers } = context.program;
  const stages: Stage[] = context.input === 'dense' ? [inputStage(context)] : [];
  for (let i = 0; i < layers.length; i++) {
    const layer = layers[i];
    const before = stages[stages.length - 1] as Stage | undefined;
    if (layer.kind !== 'dense') {
      stages.push((builders[layer.kind]() as Builder)(context, layer, before!));
      continue;
    }
    const next = layers[i + 1];
    const rule = next?.kind === 'activation' ? ruleOf(next.function) : undefined;
    const activation = rule?.short ? rule : undefined;
    const oftenZero = { input: readsLists(layers, i), gradient: gradientOftenZero(layers, i) };
    stages.push(denseStage(context, { layer, before, activation, oftenZero }));
    if (activation) i++;
  }
  return stages;
}

const ruleOf = (activation: ActivationFunction): ActivationRule =>
  isRelu(activation) ? relu : part('activations').activationRule(activation);
