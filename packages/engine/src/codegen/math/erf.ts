// erf x: an odd polynomial for |x| < 1, elsewhere 1 - erfc x, with erfc x = e to the power of a polynomial.
import type { FunctionBuilder } from '../assembler/function';
import type { Vector } from '../assembler/vector';
import { exp } from './exp';
import { polynomial } from './polynomial';
import { copySign } from './sign';

/** erf(x)/x as a function of x², for |x| ≤ 1, to 2e-9. */
const SMALL = [1.1283791, -0.37612626, 0.112835854, -0.026853811, 0.0051883277, -0.00080101925, 0.00007853858];
/** ln erfc(x) for 0.95 ≤ x ≤ 4, to 2e-9 of erf. */
const LARGE = [-0.00025643664, -1.1274261, -0.63759995, -0.10356695, 0.02205203, -0.002999549, 0.00019150504];

/** erf x within 4 ulp. */
export function erf(f: FunctionBuilder, x: Vector): Vector {
  const square = f.let(x.mul(x));
  const small = f.let(polynomial(f, square, SMALL).mul(x));
  const size = f.let(x.abs().pmin(4)); // erf 4 is 1 to the last bit
  const complement = exp(f, f.let(polynomial(f, size, LARGE)));
  const large = f.let(copySign(complement.neg().add(1), x));
  return f.let(x.abs().lt(1).bitselect(small, large));
}
