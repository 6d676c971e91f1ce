// A plugin's layer that describes its computation in the engine's primitives → layers of the Program.
import { checkDescription, type DescribedLayer, type LayerPrimitive, sizeFromShape } from '@mlp-lab/core';
import { addPrimitives } from './add-primitives';
import { isOverridden } from './is-overridden';
import { type Layer, NotLowered, nameOf, type ProgramBuilder, regularizerOf, widthOf } from './program-builder';

type Described = Layer & DescribedLayer;

export const isDescribed = (layer: Layer): layer is Described =>
  typeof (layer as Partial<Described>).lower === 'function';

export function addDescribedLayer(builder: ProgramBuilder, layer: Described): void {
  checkCall(layer);
  checkLosses(layer);
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

/** A class that extends a described layer may compute something else. */
function checkCall(layer: Described): void {
  if (isOverridden(layer, 'call', 'lower'))
    throw new NotLowered('has a call function, but the lower function of the class that it extends');
}

/** Regularizers are losses of a layer; of other losses the engine would not know. */
function checkLosses(layer: Described): void {
  const known = layer.weights.filter((weight) => regularizerOf(layer, weight));
  if (layer.losses.length !== known.length)
    throw new NotLowered(
      'has other losses than the regularizers of its weights, each kept under its name: kernelRegularizer for kernel',
    );
}
