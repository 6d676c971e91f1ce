// A layer of a plugin that says in the engine's primitives what it computes.
import { checkDescription, type DescribedLayer, type LayerPrimitive, sizeFromShape } from '@mlp-lab/core';
import { strangenessOfDescribed } from '../tfjs/known-class';
import { addPrimitives } from './add-primitives';
import { type Layer, NotLowered, nameOf, type ProgramBuilder, widthOf } from './program-builder';

type Described = Layer & DescribedLayer;

export const isDescribed = (layer: Layer): layer is Described =>
  typeof (layer as Partial<Described>).lower === 'function';

export function addDescribedLayer(builder: ProgramBuilder, layer: Described): void {
  const strange = strangenessOfDescribed(layer, 'lower', 'call');
  if (strange) throw new NotLowered(strange);
  const outputShape = (layer.outputShape as number[]).slice(1);
  addPrimitives(builder, layer, describe(layer, widthOf(builder), sizeFromShape(outputShape)));
  builder.rowShape = outputShape;
}

function describe(layer: Described, width: number, outputWidth: number): readonly LayerPrimitive[] {
  const weights = Object.fromEntries(layer.weights.map((weight) => [nameOf(weight), weight.shape as number[]]));
  try {
    return checkDescription(layer.lower({ width }), { width, outputWidth, weights });
  } catch (error) {
    throw new NotLowered(`is not compiled: ${(error as Error).message}`);
  }
}
