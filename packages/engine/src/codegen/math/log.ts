// ln x and ln(1 + x): x = m 2ᵉ with m from √½ to √2, ln x = e ln 2 + ln m.
import type { FunctionBuilder } from '../assembler/function';
import { type Vector, vectorOfInt } from '../assembler/vector';
import { LN2, MANTISSA_BITS } from './exp';
import { polynomial } from './polynomial';

const BITS_OF_ROOT_HALF = 0x3f3504f3;
/** (ln(1 + t) - t + t²/2) / t³ from √½ - 1 to √2 - 1, to 1e-9 of ln(1 + t). */
const TAIL = [
  0.33333313, -0.2500001, 0.20002119, -0.16667996, 0.14219551, -0.124055915, 0.11888175, -0.11675641, 0.06746601,
];

/** ln x within 2 ulp for positive normal x. NaN stays NaN. */
export function log(f: FunctionBuilder, x: Vector): Vector {
  const bits = f.let(x);
  const exponent = f.let(bits.subI32(vectorOfInt(BITS_OF_ROOT_HALF)).shrS(MANTISSA_BITS));
  const t = f.let(bits.subI32(exponent.shl(MANTISSA_BITS)).sub(1));
  const e = f.let(exponent.toFloat());
  const square = f.let(t.mul(t));
  const tail = f.let(polynomial(f, t, TAIL).mul(t).mul(square).add(e.mul(LN2.low)).sub(square.mul(0.5)));
  const orNaN = bits.sub(bits); // else 0
  return f.let(t.add(tail).add(e.mul(LN2.high)).add(orNaN));
}

/** ln(1 + x) within 4 ulp for 0 ≤ x ≤ 1: adds back what 1 + x lost by rounding. */
export function logOnePlus(f: FunctionBuilder, x: Vector): Vector {
  const sum = f.let(x.add(1));
  const lost = x.sub(sum.sub(1));
  return f.let(log(f, sum).add(lost.div(sum)));
}
