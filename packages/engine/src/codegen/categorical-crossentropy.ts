// Categorical crossentropy of a row beside its derivative by the row's outputs: the one loss that is in every app.
import type { FunctionBuilder } from './assembler/function';
import type { Int } from './assembler/scalar';
import { type Vector, vector } from './assembler/vector';
import { eachVector, sumOfRow } from './kernels/each-vector';
import { log } from './math/log';

/** One row of outputs and of targets. */
export interface LossRow {
  readonly width: number;
  /** Four outputs, given their offset in bytes from the start of the row; padding may hold anything. */
  readonly p: (offset: Int) => Vector;
  /** Four targets likewise. */
  readonly t: (offset: Int) => Vector;
  /** Whether p is known to sum to 1. */
  readonly normalized: boolean;
  /** The class that is the target, where the target is 1 for one class and 0 for the others. */
  readonly label?: Label;
}

export interface Label {
  /** Of four classes, those before the target, as a mask. */
  readonly isAfter: (offset: Int) => Vector;
  /** Its output, in all four lanes. */
  readonly p: Vector;
}

export interface LossRule {
  /** The loss, in every lane. */
  readonly value: (f: FunctionBuilder, row: LossRow) => Vector;
  /** Passes dL/dp · scale to `put`, four at a time, with 0 in padding. */
  readonly derivative: (f: FunctionBuilder, row: LossRow, scale: Vector, put: (offset: Int, g: Vector) => void) => void;
}

/** Keras's epsilon: probabilities are clipped to [ε, 1 - ε]. */
const EPSILON = 1e-7;
export const clip = (p: Vector) => p.pmax(EPSILON).pmin(1 - EPSILON);
export const isInside = (p: Vector) => p.ge(EPSILON).and(p.le(1 - EPSILON));

export const categoricalCrossentropy: LossRule = {
  value(f, row) {
    if (row.label && row.normalized) return f.let(log(f, f.let(clip(row.label.p))).neg());
    const total = totalOf(f, row);
    const sum = sumOfRow(f, row.width, (offset, valid) => {
      const c = f.let(clip(row.p(offset).div(total)));
      return valid(row.t(offset).mul(log(f, c)));
    });
    return f.let(sum.neg());
  },
  // d(-Σ t ln(p / S)) / dp = Σ t / S - t / p, over the targets whose probability is not clipped
  derivative(f, row, scale, put) {
    const total = totalOf(f, row);
    const counted = (offset: Int) => row.t(offset).and(isInside(f.let(row.p(offset).div(total))));
    const share = f.let(sumOfRow(f, row.width, (offset, valid) => valid(counted(offset))).div(total));
    eachVector(f, row.width, (offset, valid) => {
      // a p of 0 is clipped, so the mask removes 0 / 0
      const p = f.let(row.p(offset));
      const g = share.sub(
        counted(offset)
          .div(p)
          .and(isInside(f.let(p.div(total)))),
      );
      put(offset, valid(g.mul(scale)));
    });
  },
};

/**
 * The derivative of categorical crossentropy by the *inputs* of the softmax that computed p: p · Σ t - t, over the targets whose
 * probability is not clipped.
 */
export function crossentropyOfSoftmax(
  f: FunctionBuilder,
  row: LossRow,
  scale: Vector,
  put: (offset: Int, g: Vector) => void,
): void {
  const counted = (offset: Int) => row.t(offset).and(isInside(f.let(row.p(offset))));
  const sum = row.label
    ? f.let(vector(1).and(isInside(row.label.p)))
    : sumOfRow(f, row.width, (offset, valid) => valid(counted(offset)));
  eachVector(f, row.width, (offset, valid) =>
    put(offset, valid(row.p(offset).mul(sum).sub(counted(offset)).mul(scale))),
  );
}

const totalOf = (f: FunctionBuilder, { width, p, normalized }: LossRow) =>
  normalized ? vector(1) : sumOfRow(f, width, (offset, valid) => valid(p(offset)));
