// From a tf.LayersModel to a Program, or to the reasons why there is none.
import { sizeFromShape } from '@mlp-lab/core';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import type { Program } from '../program';
import { strangeness } from '../tfjs/known-class';
import { innermost } from '../tfjs/model-contract';
import { allLayers } from '../tfjs/noise-layers';
import { chain, isAdd } from './chain';
import { addDescribedLayer, isDescribed } from './described-layer';
import { inTurn } from './in-turn';
import { layerRules } from './layer-rules';
import { lowerLoss } from './lower-loss';
import { lowerOptimizer } from './lower-optimizer';
import { type Config, type Layer, NotLowered, newBuilder, type ProgramBuilder, regularizerOf } from './program-builder';

export interface Lowered {
  program: Program;
  /** Where each parameter of the program lives in the model. */
  variables: LayerVariable[];
}

/** What a model does when it only predicts. */
export type Forward = Pick<Program, 'inputWidth' | 'outputWidth' | 'layers' | 'parameters'>;

/** The Program of a compiled model, or all reasons why there is none, each naming what stands in the way. */
export function lower(model: LayersModel): Lowered | { reasons: string[] } {
  const forward = lowerForward(model);
  const reasons = 'reasons' in forward ? [...forward.reasons] : [];
  for (const layer of allLayers(innermost(model))) attempt(reasons, () => checkLosses(layer));
  const outputWidth = Number(model.outputs[0].shape.at(-1));
  const compiled = attempt(reasons, () =>
    lowerLoss(model, outputWidth, 'reasons' in forward || endsInSoftmax(forward)),
  );
  const optimizer = attempt(reasons, () => lowerOptimizer(model.optimizer));
  if ('reasons' in forward || !compiled || !optimizer || reasons.length > 0) return { reasons };
  const { variables, ...rest } = forward;
  if (!sameVariables(trainable(rest, variables), collected(model)))
    return { reasons: ['what is trainable was changed after model.compile: compile the model again'] };
  return { program: { ...rest, ...compiled, optimizer }, variables };
}

export const endsInSoftmax = ({ layers }: Pick<Program, 'layers'>): boolean => layers.at(-1)?.kind === 'softmax';

/** What a model, compiled or not, needs for prediction. */
export function lowerForward(model: LayersModel): (Forward & { variables: LayerVariable[] }) | { reasons: string[] } {
  const reasons: string[] = [];
  const steps = attempt(reasons, () => chain(model));
  if (!steps) return { reasons };
  const rowShape = model.inputs[0].shape.slice(1);
  if (rowShape.includes(null)) return { reasons: [`the model takes inputs of any shape: [${rowShape}]`] };
  const builder = newBuilder(rowShape as number[]);
  inTurn(
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

/** Lowers one layer; where it can't be, says why, and goes on behind it so that all reasons are found. */
function addLayer(builder: ProgramBuilder, layer: Layer, reasons: string[], add?: () => void): void {
  try {
    const strange = strangeness(layer);
    if (add) add();
    else if (!strange) layerRules[layer.getClassName()](builder, layer, layer.getConfig() as Config);
    else if (isDescribed(layer)) addDescribedLayer(builder, layer);
    else throw new NotLowered(strange);
  } catch (error) {
    if (!(error instanceof NotLowered)) throw error;
    builder.rowShape = (layer.outputShape as number[]).slice(1);
    reasons.push(`layer ${layer.name} (${layer.getClassName()}) ${error.message}`);
  }
}

/** Regularizers are losses of a layer. The engine cannot know what others, of `layer.addLoss`, compute. */
function checkLosses(layer: Layer): void {
  const known = layer.weights.filter((weight) => regularizerOf(layer, weight));
  if (layer.losses.length !== known.length)
    throw new NotLowered(
      `layer ${layer.name} (${layer.getClassName()}) has other losses than the regularizers of its weights, each kept under its name: kernelRegularizer for kernel`,
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

/** What `model.compile` found trainable, in the order in which the optimizer keeps its state. */
const collected = (model: LayersModel) =>
  (innermost(model) as unknown as { collectedTrainableWeights: LayerVariable[] }).collectedTrainableWeights;

const sameVariables = (a: LayerVariable[], b: LayerVariable[]) =>
  a.length === b.length && a.every((variable, i) => variable === b[i]);
