// The state of lowering: the layers and parameters of the Program so far, and the model's variables for them.
import { type Hyperparameters, type OptimizerRule, sizeFromShape } from '@mlp-lab/core/common';
import type { Optimizer } from '@tensorflow/tfjs-core';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import type { Parameter, ProgramLayer } from '../program';
import { reasonNotKnown } from '../tfjs/known-class';

export type Layer = LayersModel['layers'][number];

/** A layer's `getConfig()`. */
export type Config = Record<string, unknown>;

/** Adds a layer to the Program, or throws NotLowered with the reason. */
export type LayerRule = (builder: ProgramBuilder, layer: Layer, config: Config) => void;

/** A step of a model, which may add the input of an earlier step to its own. */
export interface InTurn {
  /** The indices of the steps whose inputs this step adds. */
  readonly adds: readonly number[];
  /** `add` adds those inputs to the output of the step before. */
  run(add: () => void): void;
}

/** What can be lowered. Most models need `commonRules` alone. */
export interface LoweringRules {
  /** By TensorFlow.js's class name. */
  readonly layers: Readonly<Record<string, LayerRule>>;
  /** Lowers steps in order. */
  inTurn(builder: ProgramBuilder, steps: readonly InTurn[]): void;
  /** The rule of an optimizer of a known class, or of one that describes itself; otherwise it throws NotLowered. */
  optimizerRule(optimizer: Optimizer, hyperparameters: Hyperparameters): OptimizerRule;
  /** Layers and activations that describe themselves. */
  readonly described?: {
    addLayer(builder: ProgramBuilder, layer: Layer): void;
    addActivation(builder: ProgramBuilder, activation: Activation): void;
  };
}

/** A layer's activation in TensorFlow.js. A plugin's has an expression. */
export interface Activation {
  getClassName(): string;
  readonly expression?: unknown;
}

export interface ProgramBuilder {
  readonly rules: LoweringRules;
  /** The shape of a row at the next layer's input. */
  rowShape: number[];
  readonly layers: ProgramLayer[];
  readonly parameters: Parameter[];
  /** The model's variable for each parameter. */
  readonly variables: LayerVariable[];
  /** The number of noise layers so far, including those that do nothing: each has its own random stream. */
  noiseLayers: number;
  /** The number of skip connections so far. */
  skips: number;
}

/** The reason why something can't be lowered: thrown by the rules, caught by `lower`. */
export class NotLowered extends Error {}

/** Runs the check of a description: if it throws, its message is the reason. */
export function checked<T>(check: () => T, subject = ''): T {
  try {
    return check();
  } catch (error) {
    throw new NotLowered(`${subject}is not compiled: ${(error as Error).message}`);
  }
}

/** A layer or model in a reason: `hidden (Dense)`. */
export const titleOf = (part: { name: string; getClassName(): string }): string =>
  `${part.name} (${part.getClassName()})`;

export const newBuilder = (rules: LoweringRules, rowShape: number[]): ProgramBuilder => ({
  rules,
  rowShape,
  layers: [],
  parameters: [],
  variables: [],
  noiseLayers: 0,
  skips: 0,
});

export const widthOf = ({ rowShape }: ProgramBuilder): number => sizeFromShape(rowShape);

/** The width of a row, for layers that work along the last axis: the row must be flat. */
export function flatWidth(builder: ProgramBuilder): number {
  if (builder.rowShape.length !== 1)
    throw new NotLowered(`takes rows of shape [${builder.rowShape}]: only flat rows are compiled`);
  return builder.rowShape[0];
}

/** Adds all weights of a layer in order. Returns their indices in the Program by the names that they have in `addWeight`. */
export function addParameters(builder: ProgramBuilder, layer: Layer): Map<string, number> {
  const indices = new Map<string, number>();
  for (const variable of layer.weights) {
    const name = nameOf(variable);
    if (variable.constraint) throw new NotLowered(`has a constraint on its ${name}`);
    const shape = variable.shape as number[];
    indices.set(name, builder.parameters.length);
    builder.variables.push(variable);
    builder.parameters.push({
      name: `${layer.name}/${name}`,
      shape,
      size: sizeFromShape(shape),
      trainable: layer.trainable && variable.trainable,
      ...penalties(layer, variable),
    });
  }
  return indices;
}

/** The name that the weight has in `addWeight`. */
export const nameOf = ({ originalName }: LayerVariable): string =>
  originalName.slice(originalName.lastIndexOf('/') + 1);

function penalties(layer: Layer, weight: LayerVariable): { l1: number; l2: number } {
  const regularizer = regularizerOf(layer, weight);
  if (!regularizer) return { l1: 0, l2: 0 };
  const reason = reasonNotKnown(regularizer);
  if (reason)
    throw new NotLowered(`has the regularizer ${regularizer.getClassName()} on its ${nameOf(weight)}, which ${reason}`);
  const { l1, l2, hasL1, hasL2 } = regularizer;
  return { l1: hasL1 ? l1 : 0, l2: hasL2 ? l2 : 0 };
}

/** TensorFlow.js's L1L2: it leaves out a penalty that was 0 when it was made. */
interface Regularizer {
  getClassName(): string;
  readonly l1: number;
  readonly l2: number;
  readonly hasL1: boolean;
  readonly hasL2: boolean;
}

/** The regularizer of a weight: a layer has that of its kernel as `kernelRegularizer`. */
export const regularizerOf = (layer: Layer, weight: LayerVariable) =>
  (layer as unknown as Record<string, Regularizer | null | undefined>)[`${nameOf(weight)}Regularizer`];
