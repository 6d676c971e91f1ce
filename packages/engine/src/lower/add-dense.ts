// A dense layer of the Program.
import type { DensePrimitive } from '@mlp-lab/core/formulas';
import { flatWidth, type ProgramBuilder } from './program-builder';

/** @param indices of the layer's weights in the Program, by name. */
export function addDense(
  builder: ProgramBuilder,
  { kind, kernel: name, bias }: DensePrimitive,
  indices: ReadonlyMap<string, number>,
): void {
  const inputs = flatWidth(builder);
  const kernel = indices.get(name)!;
  const outputs = builder.parameters[kernel].shape[1];
  builder.layers.push({ kind, inputs, outputs, kernel, bias: indices.get(bias!) });
  builder.rowShape = [outputs];
}
