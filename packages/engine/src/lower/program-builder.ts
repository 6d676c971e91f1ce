// What lowering has found so far: the layers and parameters of the Program to be, and where the parameters live.
import { sizeFromShape } from '@mlp-lab/core';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import type { Parameter, ProgramLayer } from '../program';
import { strangeness } from '../tfjs/known-class';

export type Layer = LayersModel['layers'][number];

/** A layer's `getConfig()`. */
export type Config = Record<string, unknown>;

export interface ProgramBuilder {
  /** Shape of a row, as the next layer receives it. */
  rowShape: number[];
  readonly layers: ProgramLayer[];
  readonly parameters: Parameter[];
  /** Where the value of each parameter is. */
  readonly variables: LayerVariable[];
  /** Noise layers met, silent ones too: the seed rule counts them all. */
  noiseLayers: number;
  /** Rows kept for residual connections. */
  skips: number;
}

/** Why something can't be lowered: thrown by the rules, caught by `lower`. */
export class NotLowered extends Error {}

export const newBuilder = (rowShape: number[]): ProgramBuilder => ({
  rowShape,
  layers: [],
  parameters: [],
  variables: [],
  noiseLayers: 0,
  skips: 0,
});

export const widthOf = ({ rowShape }: ProgramBuilder): number => sizeFromShape(rowShape);

/** The width of a row that must be flat, because the layer treats the last axis as one. */
export function flatWidth(builder: ProgramBuilder): number {
  if (builder.rowShape.length !== 1)
    throw new NotLowered(`takes rows of shape [${builder.rowShape}]: only flat rows are compiled`);
  return builder.rowShape[0];
}

/** Adds all weights of a layer, in its order, and gives their places in the Program by the names that `addWeight` was told. */
export function addParameters(builder: ProgramBuilder, layer: Layer): Map<string, number> {
  const places = new Map<string, number>();
  for (const variable of layer.weights) {
    const name = nameOf(variable);
    if (variable.constraint) throw new NotLowered(`has a constraint on its ${name}`);
    const shape = variable.shape as number[];
    places.set(name, builder.parameters.length);
    builder.variables.push(variable);
    builder.parameters.push({
      name: `${layer.name}/${name}`,
      shape,
      size: sizeFromShape(shape),
      trainable: layer.trainable && variable.trainable,
      ...penalties(layer, variable),
    });
  }
  return places;
}

/** As `addWeight` was told. */
export const nameOf = ({ originalName }: LayerVariable): string =>
  originalName.slice(originalName.lastIndexOf('/') + 1);

function penalties(layer: Layer, weight: LayerVariable): { l1: number; l2: number } {
  const regularizer = regularizerOf(layer, weight);
  if (!regularizer) return { l1: 0, l2: 0 };
  const strange = strangeness(regularizer);
  if (strange)
    throw new NotLowered(
      `has the regularizer ${regularizer.getClassName()} on its ${nameOf(weight)}, which ${strange}`,
    );
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

/** A layer keeps the regularizer of its kernel as `kernelRegularizer`. */
export const regularizerOf = (layer: Layer, weight: LayerVariable) =>
  (layer as unknown as Record<string, Regularizer | null | undefined>)[`${nameOf(weight)}Regularizer`];
