// ln x and ln(1 + x): x = m 2ᵉ with m from √½ to √2, ln x = e ln 2 + ln m.
import type { FunctionBuilder } from '../assembler/function';
import { type Vector, vectorOfInt } from '../assembler/vector';
import { LN2 } from './exp';
import { polynomial } from './polynomial';

const BITS_OF_ROOT_HALF = 0x3f3504f3;
const MANTISSA_BITS = 23;
/** (ln(1 + t) - t + t²/2) / t³ from √½ - 1 to √2 - 1, to 1e-9 of ln(1 + t). */
const TAIL = [
  0.33333313, -0.2500001, 0.20002119, -0.16667996, 0.14219551, -0.124055915, 0.11888175, -0.11675641, 0.06746601,
];

/** ln x within 2 ulp for positive normal x. NaN stays NaN. */
export function log(f: FunctionBuilder, x: Vector): Vector {
  const bits = f.let(x);
  const exponent = f.let(bits.minusInt(vectorOfInt(BITS_OF_ROOT_HALF)).shiftRightSigned(MANTISSA_BITS));
  const t = f.let(bits.minusInt(exponent.shiftLeftInt(MANTISSA_BITS)).minus(1));
  const e = f.let(exponent.toFloat());
  const square = f.let(t.times(t));
  const tail = f.let(polynomial(f, t, TAIL).times(t).times(square).plus(e.times(LN2.low)).minus(square.times(0.5)));
  const orNaN = bits.minus(bits); // else 0
  return f.let(t.plus(tail).plus(e.times(LN2.high)).plus(orNaN));
}

/** ln(1 + x) within 4 ulp for 0 ≤ x ≤ 1: what 1 + x lost by rounding is put back. */
export function logOnePlus(f: FunctionBuilder, x: Vector): Vector {
  const sum = f.let(x.plus(1));
  const lost = x.minus(sum.minus(1));
  return f.let(log(f, sum).plus(lost.over(sum)));
}
