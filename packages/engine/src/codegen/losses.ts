// Each other loss of a row beside its derivative by the row's outputs, and a metric that is no loss.
import type { Metric } from '../program';
import type { FunctionBuilder } from './assembler/function';
import { type Vector, vector } from './assembler/vector';
import { clip, isInside, type LossRow, type LossRule } from './categorical-crossentropy';
import { eachVector, sumOfRow } from './kernels/each-vector';
import { log } from './math/log';

/** A loss that is the mean of a term over the row's outputs. */
function meanOf(
  term: (f: FunctionBuilder, p: Vector, t: Vector) => Vector,
  slope: (f: FunctionBuilder, p: Vector, t: Vector) => Vector,
): LossRule {
  return {
    value: (f, { width, p, t }) =>
      f.let(sumOfRow(f, width, (offset, valid) => valid(term(f, f.let(p(offset)), f.let(t(offset))))).div(width)),
    derivative(f, { width, p, t }, scale, put) {
      const share = f.let(scale.div(width));
      eachVector(f, width, (offset, valid) =>
        put(offset, valid(slope(f, f.let(p(offset)), f.let(t(offset))).mul(share))),
      );
    },
  };
}

export const losses = {
  meanSquaredError: meanOf(
    (f, p, t) => {
      const difference = f.let(p.sub(t));
      return difference.mul(difference);
    },
    (_, p, t) => p.sub(t).mul(2),
  ),

  meanAbsoluteError: meanOf(
    (_, p, t) => p.sub(t).abs(),
    (_, p, t) => p.gt(t).bitselect(1, 0).sub(p.lt(t).bitselect(1, 0)),
  ),

  binaryCrossentropy: meanOf(
    (f, p, t) => {
      const c = f.let(clip(p));
      const ofOnes = t.mul(log(f, c));
      const ofZeros = vector(1)
        .sub(t)
        .mul(log(f, f.let(vector(1).sub(c))));
      return ofOnes.add(ofZeros).neg();
    },
    (f, p, t) => {
      const c = f.let(clip(p));
      return c
        .sub(t)
        .div(c.mul(vector(1).sub(c)))
        .and(isInside(p));
    },
  ),
} satisfies Partial<Record<Metric['kind'], LossRule>>;

/** The share of outputs on the correct side of 0.5. */
export function binaryAccuracy(f: FunctionBuilder, { width, p, t }: LossRow): Vector {
  return sumOfRow(f, width, (offset, valid) => {
    const predicted = p(offset).gt(0.5).and(1);
    return valid(predicted.eq(t(offset)).and(1));
  }).div(width);
}
