// From random words to normal numbers, step for step as @mlp-lab/core's normalQuantile and log in doubles: the same bits.
import { quantileCoefficients } from '@mlp-lab/core';
import type { FunctionBuilder } from '../assembler/function';
import { type Double, double, type Int, int, loadDouble, loadInt } from '../assembler/scalar';
import { demoted } from '../assembler/vector';
import { CELL } from '../call-block';

const { centre, tail: nearTail, farTail } = quantileCoefficients;
const WORDS = 2 ** 32;
const MANTISSA_BITS = 0xfffff;
const EXPONENT_OF_ONE = 1023;

/** Turns `count` words at `at` into floats: mean + deviation · the normal quantile of (word + ½) / 2³². */
export function normalsFromWords(
  f: FunctionBuilder,
  { call, count, at, mean, deviation }: { call: number; count: Int; at: number; mean: number; deviation: number },
): void {
  f.for(0, f.let(count.shiftLeft(2)), 4, (place) => {
    const p = f.let(loadInt(place, at).toDouble().plus(0.5).over(WORDS));
    const quantile = normalQuantile(f, call, p);
    f.storeLane(place, demoted(quantile.times(deviation).plus(mean)), at);
  });
}

function normalQuantile(f: FunctionBuilder, call: number, p: Double): Double {
  const q = f.let(p.minus(0.5));
  const x = f.let(double(0));
  f.if(
    q.absolute().atMost(0.425),
    () => {
      const r = f.let(double(0.180625).minus(q.times(q)));
      f.set(x, q.times(polynomial(centre[0], r)).over(polynomial(centre[1], r)));
    },
    () => {
      const tail = f.let(p);
      f.if(
        q.below(0),
        () => {},
        () => f.set(tail, double(1).minus(p)),
      );
      const distance = f.let(log(f, call, tail).negated().root());
      f.if(
        distance.atMost(5),
        () => f.set(x, ratio(f, nearTail, f.let(distance.minus(1.6)))),
        () => f.set(x, ratio(f, farTail, f.let(distance.minus(5)))),
      );
      f.if(q.below(0), () => f.set(x, x.negated()));
    },
  );
  return x;
}

function ratio(f: FunctionBuilder, [numerator, denominator]: typeof nearTail | typeof farTail, r: Double): Double {
  return f.let(polynomial(numerator, r).over(polynomial(denominator, r)));
}

/** ln(x) of a positive normal double, as core's log.ts. */
function log(f: FunctionBuilder, call: number, x: Double): Double {
  f.store(call, x, CELL.scratch);
  const high = f.let(loadInt(call, CELL.scratch + 4));
  const exponent = f.let(high.shiftRight(20).minus(EXPONENT_OF_ONE));
  f.store(call, high.and(MANTISSA_BITS).or(EXPONENT_OF_ONE << 20), CELL.scratch + 4);
  const mantissa = f.let(loadDouble(int(call), CELL.scratch));
  f.if(mantissa.above(Math.SQRT2), () => {
    f.set(mantissa, mantissa.over(2));
    f.set(exponent, exponent.plus(1));
  });
  const t = f.let(mantissa.minus(1).over(mantissa.plus(1)));
  const square = f.let(t.times(t));
  const sum = f.let(double(0));
  for (let term = 23; term >= 1; term -= 2) f.set(sum, sum.times(square).plus(1 / term));
  return f.let(exponent.toSignedDouble().times(Math.LN2).plus(t.times(2).times(sum)));
}

/** Horner's rule, from 0 as core's. */
function polynomial(coefficients: readonly number[], x: Double): Double {
  return coefficients.reduceRight<Double>((sum, coefficient) => sum.times(x).plus(coefficient), double(0));
}
