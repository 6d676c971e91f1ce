// From random words to normal numbers, step for step as @mlp-lab/core's normalQuantile and log in doubles: the same bits.
import type { FunctionBuilder } from '../assembler/function';
import { type Double, double, type Int, int, loadDouble, loadInt } from '../assembler/scalar';
import { CELL } from '../call-block';

// Wichura's AS 241 (PPND16), as in core.
const CENTRE = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
] as const;
const TAIL = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
] as const;
const FAR_TAIL = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
] as const;

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
    f.store(place, quantile.times(deviation).plus(mean).toFloat(), at);
  });
}

function normalQuantile(f: FunctionBuilder, call: number, p: Double): Double {
  const q = f.let(p.minus(0.5));
  const x = f.let(double(0));
  f.if(
    q.absolute().atMost(0.425),
    () => {
      const r = f.let(double(0.180625).minus(q.times(q)));
      f.set(x, q.times(polynomial(CENTRE[0], r)).over(polynomial(CENTRE[1], r)));
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
        () => f.set(x, ratio(f, TAIL, f.let(distance.minus(1.6)))),
        () => f.set(x, ratio(f, FAR_TAIL, f.let(distance.minus(5)))),
      );
      f.if(q.below(0), () => f.set(x, x.negated()));
    },
  );
  return x;
}

function ratio(f: FunctionBuilder, [numerator, denominator]: typeof TAIL | typeof FAR_TAIL, r: Double): Double {
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
