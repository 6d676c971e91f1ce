// erf x: an odd polynomial up to 1, beyond it 1 - erfc x with erfc x = e to the power of a polynomial.
import type { FunctionBuilder } from '../assembler/function';
import { type Vector, vectorOfInt } from '../assembler/vector';
import { exp } from './exp';
import { polynomial } from './polynomial';

/** erf(x)/x as a function of x², for |x| ≤ 1, to 2e-9. */
const SMALL = [
  1.1283791065216064, -0.3761262595653534, 0.1128358542919159, -0.026853810995817184, 0.005188327748328447,
  -0.0008010192541405559, 7.853857823647559e-5,
];
/** ln erfc(x) for 0.95 ≤ x ≤ 4, to 2e-9 of erf. */
const LARGE = [
  -0.0002564366441220045, -1.1274261474609375, -0.6375999450683594, -0.10356695204973221, 0.02205202914774418,
  -0.0029995490331202745, 0.00019150503794662654,
];
const SIGN = vectorOfInt(-0x80000000);

/** erf x within 4 ulp. */
export function erf(f: FunctionBuilder, x: Vector): Vector {
  const square = f.let(x.times(x));
  const small = f.let(polynomial(f, square, SMALL).times(x));
  const size = f.let(x.absolute().least(4)); // erf 4 is 1 to the last bit
  const complement = exp(f, f.let(polynomial(f, size, LARGE)));
  const large = f.let(complement.negated().plus(1).or(x.and(SIGN)));
  return f.let(x.absolute().below(1).choose(small, large));
}
