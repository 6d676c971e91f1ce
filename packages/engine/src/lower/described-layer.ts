// A plugin's layer that describes its computation in the engine's primitives, or an activation that has an expression → layers of the
// Program.

import { sizeFromShape } from '@mlp-lab/core/common';
import { checkDescription, checkExpression, type DescribedLayer, type LayerPrimitive } from '@mlp-lab/core/formulas';
import { reasonNotDescribed } from '../tfjs/described-class';
import { addExpression, addPrimitives } from './add-primitives';
import {
  type Activation,
  checked,
  type Layer,
  NotLowered,
  nameOf,
  type ProgramBuilder,
  widthOf,
} from './program-builder';

export function addDescribedActivation(builder: ProgramBuilder, activation: Activation): void {
  const reason = reasonNotDescribed(activation, 'expression', 'apply');
  if (reason) throw new NotLowered(`has the activation ${activation.getClassName()}, which ${reason}`);
  addExpression(
    builder,
    checked(() => checkExpression(activation.expression)),
  );
}

export function addDescribedLayer(builder: ProgramBuilder, layer: Layer): void {
  const described = layer as Layer & DescribedLayer;
  const reason = reasonNotDescribed(layer, 'lower', 'call');
  if (reason) throw new NotLowered(reason);
  const outputShape = (layer.outputShape as number[]).slice(1);
  addPrimitives(builder, layer, describe(described, widthOf(builder), sizeFromShape(outputShape)));
  builder.rowShape = outputShape;
}

function describe(layer: Layer & DescribedLayer, width: number, outputWidth: number): readonly LayerPrimitive[] {
  const weights = Object.fromEntries(layer.weights.map((weight) => [nameOf(weight), weight.shape as number[]]));
  return checked(() => checkDescription(layer.lower({ width }), { width, outputWidth, weights }));
}
