// What becomes of a gradient: a step of the optimizer at once, while it is in the cache, or, where a penalty is still to be added to
// it, a place in memory until the end of the batch.

import type { Program } from '../program';
import type { FunctionBuilder } from './assembler/function';
import type { ModuleBuilder } from './assembler/module';
import { type Int, type IntLike, int, loadDouble, loadInt } from './assembler/scalar';
import { loadSplat, loadVector, type Vector } from './assembler/vector';
import { CELL } from './call-block';
import { VECTOR } from './layout';
import { optimizerRule } from './optimizers';
import type { PlacedParameter } from './place-parameters';
import { isRegularized, regularize } from './regularize';

/**
 * Moments of weights that are seldom used die away, in the end to floats below 2⁻¹²⁶, which Keras's backends take for 0 and on which
 * processors are a hundred times slower. Every so many steps, moments below this one are set to 0: their products with 1 - β, some
 * steps on, are no such floats, and beside any ε they are nothing.
 */
const LEAST_MOMENT = 2 ** -110;
const STEPS_BETWEEN = 64; // a power of two

/** Takes the gradient of one parameter, whose weights are not read any more in this step. */
export interface Delivery {
  /** Four sums, of the weights `place` + `offset` bytes from the start of the parameter; `end` once all were taken. */
  readonly take: (sum: Vector, place: Int, offset: number) => void;
  readonly end: () => void;
  /** So many vectors of sums that lie at `from`; needs no `end`. */
  readonly takeRow: (from: IntLike, place: Int, vectors: number) => void;
}

export interface Deliveries {
  /** Of a parameter, by its place in the Program; none where a layer does not have it, or does not train it. */
  readonly deliver: (f: FunctionBuilder, parameter: number | undefined) => Delivery | undefined;
  /** Whether a gradient of 0 leaves the parameter, and all that the optimizer knows of it, as it is. */
  readonly skipsZeros: (parameter: number) => boolean;
  /** The end of a batch: adds penalties to its loss and to the gradients that waited, updates by those, and clears moments that died away. */
  readonly finish: (f: FunctionBuilder, rows: Int) => void;
}

export function createDeliveries(
  module: ModuleBuilder,
  { optimizer }: Program,
  parameters: readonly PlacedParameter[],
  call: number,
): Deliveries {
  const rule = optimizerRule(optimizer.name);
  const scalarCount = rule.scalars(optimizer, 1).length;
  const isPlain = optimizer.name === 'sgd';

  return {
    deliver(f, parameter) {
      const placed = parameter === undefined ? undefined : parameters[parameter];
      if (!placed?.parameter.trainable) return undefined;
      const { address, gradient, bytes } = placed;
      const waits = isRegularized(placed);
      const inRegisters = isPlain && !waits;
      const rate = inRegisters ? f.let(loadSplat(loadInt(call, CELL.scalars))) : undefined;
      const take: Delivery['take'] = (sum, place, offset) =>
        rate
          ? f.store(place, loadVector(place, address + offset).minus(sum.times(rate)), address + offset)
          : f.store(place, sum, gradient + offset);
      return {
        take,
        end() {
          if (!inRegisters && !waits) update(f, placed, gradient, int(0), bytes);
        },
        takeRow(from, place, vectors) {
          if (!inRegisters && !waits) update(f, placed, from, place, vectors * VECTOR);
          else {
            const start = f.let(int(from));
            for (let i = 0; i < vectors; i++) take(f.let(loadVector(start, i * VECTOR)), place, i * VECTOR);
          }
        },
      };
    },

    skipsZeros: (parameter) => isPlain && !isRegularized(parameters[parameter]),

    finish(f, rows) {
      const penalty = regularize(f, parameters);
      f.store(call, loadDouble(call, CELL.lossSum).plus(penalty.times(rows.toDouble())), CELL.lossSum);
      for (const placed of parameters.filter(isRegularized))
        if (placed.parameter.trainable) update(f, placed, placed.gradient, int(0), placed.bytes);
      const moments = parameters.flatMap(({ slots, bytes }) => slots.flatMap((slot) => [slot, slot + bytes]));
      if (moments.length)
        f.if(
          loadInt(call, CELL.step)
            .and(STEPS_BETWEEN - 1)
            .equals(0),
          () =>
            f.for(Math.min(...moments), int(Math.max(...moments)), VECTOR, (at) => {
              const moment = f.let(loadVector(at));
              f.store(at, moment.without(moment.absolute().below(LEAST_MOMENT)));
            }),
        );
    },
  };

  /** One step of the optimizer for `bytes` of a parameter from `place` on, whose gradient lies at `from`. */
  function update(f: FunctionBuilder, placed: PlacedParameter, from: IntLike, place: Int, bytes: number): void {
    const offsets = placed.slots.map((slot) => slot - placed.address); // the same for all parameters
    const start = f.let(place.plus(placed.address));
    f.call(
      module.defineOnce('update', 3, (own, first, last, gradients) => updateAll(own, first, last, gradients, offsets)),
      start,
      start.plus(bytes),
      from,
    );
  }

  /** Of the weights from `start` to before `end`, whose gradient lies at `from`. */
  function updateAll(f: FunctionBuilder, start: Int, end: Int, from: Int, offsets: readonly number[]): void {
    const row = f.let(loadInt(call, CELL.scalars));
    const scalars = Array.from({ length: scalarCount }, (_, i) => f.let(loadSplat(row, i * 4)));
    f.for(start, end, VECTOR, (at) => {
      const w = f.let(loadVector(at));
      const g = f.let(loadVector(from));
      const slots = offsets.map((offset) => f.let(loadVector(at, offset)));
      const after = rule.update(f, { w, g, slots, scalars });
      f.store(at, after.w);
      after.slots.forEach((slot, i) => {
        f.store(at, slot, offsets[i]);
      });
      f.set(from, from.plus(VECTOR));
    });
  }
}
