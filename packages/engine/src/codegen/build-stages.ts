// A Program's layers → stages, each built on the one before it.

import { isRelu, part } from '../parts/parts';
import type { ActivationFunction, ProgramLayer } from '../program';
import type { ActivationRule } from './activation-rule';
import { relu } from './relu';
import { gradientOftenZero, readsLists } from './sparsity';
import { denseStage } from './stages/dense/dense';
import { inputStage } from './stages/input';
import { softmaxStage } from './stages/softmax';
import type { Context, Stage } from './stages/stage';

type Builder = (context: Context, layer: ProgramLayer, before: Stage) => Stage;

export function buildStages(context: Context): Stage[] {
  const { layers } = context.program;
  const stages: Stage[] = context.input === 'dense' ? [inputStage(context)] : [];
  for (let i = 0; i < layers.length; i++) {
    const layer = layers[i];
    const before = stages[stages.length - 1] as Stage | undefined;
    if (layer.kind !== 'dense') {
      const stage = layer.kind === 'softmax' ? softmaxStage : part('uncommon').stages[layer.kind];
      stages.push((stage as Builder)(context, layer, before!));
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
  isRelu(activation) ? relu : part('uncommon').activationRule(activation);
