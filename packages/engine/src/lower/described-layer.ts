// A plugin's layer that describes its computation in the engine's primitives → layers of the Program.
import { checkDescription, type DescribedLayer, type LayerPrimitive, sizeFromShape } from '@mlp-lab/core';
import { reasonNotDescribed } from '../tfjs/known-class';
import { addPrimitives } from './add-primitives';
import { checked, type Layer, NotLowered, nameOf, type ProgramBuilder, widthOf } from './program-builder';

type Described = Layer & DescribedLayer;

export const isDescribed = (layer: Layer): layer is Described =>
  typeof (layer as Partial<Described>).lower === 'function';

export function addDescribedLayer(builder: ProgramBuilder, layer: Described): void {
  const reason = reasonNotDescribed(layer, 'lower', 'call');
  if (reason) throw new NotLowered(reason);
  const outputShape = (layer.outputShape as number[]).slice(1);
  addPrimitives(builder, layer, describe(layer, widthOf(builder), sizeFromShape(outputShape)));
  builder.rowShape = outputShape;
}

function describe(layer: Described, width: number, outputWidth: number): readonly LayerPrimitive[] {
  const weights = Object.fromEntries(layer.weights.map((weight) => [nameOf(weight), weight.shape as number[]]));
  return checked(() => checkDescription(layer.lower({ width }), { width, outputWidth, weights }));
}
