// What lowering has found so far: the layers and parameters of the Program to be, and where the parameters live.
import type { LayerVariable } from '@tensorflow/tfjs-layers';
import type { Parameter, ProgramLayer } from '../program';
import type { Layer } from './chain';

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
}

/** Why something can't be lowered: thrown by the rules, caught by `lower`. */
export class NotLowered extends Error {}

export const newBuilder = (rowShape: number[]): ProgramBuilder => ({
  rowShape,
  layers: [],
  parameters: [],
  variables: [],
  noiseLayers: 0,
});

export const widthOf = ({ rowShape }: ProgramBuilder): number => rowShape.reduce((size, length) => size * length, 1);

/** The width of a row that must be flat, because the layer treats the last axis as one. */
export function flatWidth(builder: ProgramBuilder): number {
  if (builder.rowShape.length !== 1)
    throw new NotLowered(`takes rows of shape [${builder.rowShape}]: only flat rows are compiled`);
  return builder.rowShape[0];
}

/** Adds a layer's weight, by the name that the layer has it under, and gives its place. */
export function addParameter(builder: ProgramBuilder, layer: Layer, name: string, regularizer?: unknown): number {
  const variable = (layer as unknown as Record<string, LayerVariable>)[name];
  if (variable.constraint) throw new NotLowered(`has a constraint on its ${name}`);
  const shape = variable.shape as number[];
  builder.variables.push(variable);
  builder.parameters.push({
    name: `${layer.name}/${name}`,
    shape,
    size: shape.reduce((size, length) => size * length, 1),
    trainable: layer.trainable && variable.trainable,
    ...penalties(regularizer, name),
  });
  return builder.parameters.length - 1;
}

function penalties(regularizer: unknown, name: string): { l1: number; l2: number } {
  if (regularizer === null || regularizer === undefined) return { l1: 0, l2: 0 };
  const { className, config } = regularizer as { className: string; config: { l1: number; l2: number } };
  if (className !== 'L1L2') throw new NotLowered(`has the regularizer ${className} on its ${name}`);
  return { l1: config.l1, l2: config.l2 };
}
