// tf.LayersModel → Program, or the reasons why it has none.

import { missingWebAssembly, sizeFromShape } from '@mlp-lab/core/common';
import type { DescribedLayer } from '@mlp-lab/core/formulas';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import type { Program } from '../program';
import { reasonNotKnown } from '../tfjs/known-class';
import { allLayers, innermost } from '../tfjs/model-contract';
import { chain, isAdd } from './chain';
import { lowerLoss } from './lower-loss';
import { lowerOptimizer } from './lower-optimizer';
import {
  type Config,
  type Layer,
  type LoweringRules,
  NotLowered,
  newBuilder,
  type ProgramBuilder,
  regularizerOf,
  titleOf,
} from './program-builder';

export interface Lowered {
  program: Program;
  /** The model's variable for each parameter of the program. */
  variables: LayerVariable[];
}

/** The part of a Program that prediction needs. */
export type Forward = Pick<Program, 'inputWidth' | 'outputWidth' | 'layers' | 'parameters'>;

/** The Program of a model that `model.compile` prepared, or all reasons why it has none; each names a layer, the loss, a metric or the optimizer. */
export function lower(model: LayersModel, rules: LoweringRules): Lowered | { reasons: string[] } {
  const forward = lowerForward(model, rules);
  const reasons = 'reasons' in forward ? [...forward.reasons] : [];
  for (const layer of allLayers(innermost(model))) attempt(reasons, () => checkLosses(layer));
  const outputWidth = Number(model.outputs[0].shape.at(-1));
  const compiled = attempt(reasons, () =>
    lowerLoss(model, outputWidth, 'reasons' in forward || endsInSoftmax(forward)),
  );
  const optimizer = attempt(reasons, () => lowerOptimizer(model.optimizer, rules));
  if ('reasons' in forward || !compiled || !optimizer || reasons.length > 0) return { reasons };
  const { variables, ...rest } = forward;
  if (!sameVariables(trainable(rest, variables), collected(model)))
    return { reasons: ['trainable weights changed after model.compile: compile the model again'] };
  return { program: { ...rest, ...compiled, optimizer }, variables };
}

export const endsInSoftmax = ({ layers }: Pick<Program, 'layers'>): boolean => layers.at(-1)?.kind === 'softmax';

/** The part that prediction needs; `model.compile` is not required. */
export function lowerForward(
  model: LayersModel,
  rules: LoweringRules,
): (Forward & { variables: LayerVariable[] }) | { reasons: string[] } {
  const missing = missingWebAssembly();
  const reasons: string[] = missing ? [missing] : [];
  const steps = attempt(reasons, () => chain(model));
  if (!steps) return { reasons };
  const rowShape = model.inputs[0].shape.slice(1);
  if (rowShape.includes(null)) return { reasons: [`the model takes inputs of any shape: [${rowShape}]`] };
  const builder = newBuilder(rules, rowShape as number[]);
  rules.inTurn(
    builder,
    steps.map(({ layer, adds }) => ({
      adds,
      run: (add) => addLayer(builder, layer, reasons, isAdd(layer) ? add : undefined),
    })),
  );
  if (builder.rowShape.length !== 1) reasons.push(`the output has rows of shape [${builder.rowShape}], not flat ones`);
  if (reasons.length > 0) return { reasons };
  const inputWidth = sizeFromShape(rowShape as number[]);
  const { layers, parameters, variables } = builder;
  return { inputWidth, outputWidth: builder.rowShape[0], layers, parameters, variables };
}

/** Lowers one layer. If it can't be lowered, adds the reason and continues with the next layer, to find all reasons. */
function addLayer(builder: ProgramBuilder, layer: Layer, reasons: string[], add?: () => void): void {
  try {
    const { layers, described } = builder.rules;
    const reason = reasonNotKnown(layer);
    const rule = reason ? isDescribed(layer) && described?.addLayer : layers[layer.getClassName()];
    if (add) add();
    else if (rule) rule(builder, layer, layer.getConfig() as Config);
    else throw new NotLowered(reason);
  } catch (error) {
    if (!(error instanceof NotLowered)) throw error;
    builder.rowShape = (layer.outputShape as number[]).slice(1);
    reasons.push(`layer ${titleOf(layer)} ${error.message}`);
  }
}

const isDescribed = (layer: Layer): boolean => typeof (layer as Partial<DescribedLayer>).lower === 'function';

/** Regularizers are losses of a layer. The engine cannot know what others, of `layer.addLoss`, compute. */
function checkLosses(layer: Layer): void {
  const known = layer.weights.filter((weight) => regularizerOf(layer, weight));
  if (layer.losses.length !== known.length)
    throw new NotLowered(
      `layer ${titleOf(layer)} has other losses than the regularizers of its weights (kernelRegularizer for kernel)`,
    );
}

function attempt<T>(reasons: string[], lowerPart: () => T): T | undefined {
  try {
    return lowerPart();
  } catch (error) {
    if (!(error instanceof NotLowered)) throw error;
    reasons.push(error.message);
    return undefined;
  }
}

const trainable = ({ parameters }: Forward, variables: LayerVariable[]) =>
  variables.filter((_, i) => parameters[i].trainable);

/** The weights that `model.compile` found trainable, in the order of the optimizer's state. */
const collected = (model: LayersModel) =>
  (innermost(model) as unknown as { collectedTrainableWeights: LayerVariable[] }).collectedTrainableWeights;

const sameVariables = (a: LayerVariable[], b: LayerVariable[]) =>
  a.length === b.length && a.every((variable, i) => variable === b[i]);
