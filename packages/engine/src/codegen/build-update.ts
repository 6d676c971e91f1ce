// The end of a step: what the optimizer makes of weights and gradients.
import type { FunctionBuilder } from './assembler/function';
import { loadDouble, loadInt } from './assembler/scalar';
import { loadSplat, loadVector, type Vector } from './assembler/vector';
import { CELL } from './call-block';
import { VECTOR } from './layout';
import { optimizerRule } from './optimizers';
import type { PlacedParameter } from './place-parameters';
import { regularize } from './regularize';
import type { Context } from './stages/stage';

/** Adds regularization, then one step of the optimizer for all weights that were not changed at once. */
export function updateFunction({ module, program, parameters, call, updatesAtOnce }: Context): FunctionBuilder {
  const rule = optimizerRule(program.optimizer.name);
  const scalarCount = rule.scalars(program.optimizer, 1).length;
  return module.define('update', ['i32'], (f) => {
    const penalty = regularize(f, parameters);
    f.store(call, loadDouble(call, CELL.lossSum).plus(penalty.times(f.parameter(0).toDouble())), CELL.lossSum);
    const row = f.let(loadInt(call, CELL.scalars));
    const scalars = Array.from({ length: scalarCount }, (_, i) => f.let(loadSplat(row, i * 4)));
    parameters.forEach((placed, index) => {
      if (!placed.parameter.trainable || updatesAtOnce(index)) return;
      updateOne(f, placed, scalars);
    });
  });

  function updateOne(
    f: FunctionBuilder,
    { address, gradient, slots, bytes }: PlacedParameter,
    scalars: Vector[],
  ): void {
    f.for(0, bytes, VECTOR, (at) => {
      const w = f.let(loadVector(at, address));
      const g = f.let(loadVector(at, gradient));
      const kept = slots.map((slot) => f.let(loadVector(at, slot)));
      const after = rule.update(f, { w, g, slots: kept, scalars });
      f.store(at, after.w, address);
      after.slots.forEach((slot, i) => {
        f.store(at, slot, slots[i]);
      });
    });
  }
}
