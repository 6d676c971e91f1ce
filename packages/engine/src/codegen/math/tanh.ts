// tanh x: a polynomial near 0, where eˣ would lose digits, elsewhere by eˣ.
import type { FunctionBuilder } from '../assembler/function';
import type { Vector } from '../assembler/vector';
import { expOfNegative } from './exp';
import { polynomial } from './polynomial';
import { copySign, SIGN_BIT } from './sign';

const SMALL = 0.625;
/** (tanh(x)/x - 1) / x² as a function of x², for |x| ≤ 0.625, to 5e-9. */
const TAIL = [-0.33333284, 0.13331491, -0.053743497, 0.020650579, -0.005717037];

/** tanh x within 3 ulp. */
export function tanh(f: FunctionBuilder, x: Vector): Vector {
  const square = f.let(x.mul(x));
  const small = f.let(polynomial(f, square, TAIL).mul(square).mul(x).add(x));
  const size = f.let(x.abs());
  const e = expOfNegative(f, f.let(size.mul(-2)));
  const large = f.let(copySign(e.neg().add(1).div(e.add(1)), x));
  return f.let(size.lt(SMALL).bitselect(small, large));
}

/** 1 / (1 + e⁻ˣ) within 4 ulp; takes e to the power of negative numbers only, so that nothing overflows. */
export function sigmoid(f: FunctionBuilder, x: Vector): Vector {
  const e = expOfNegative(f, f.let(x.or(SIGN_BIT)));
  const share = f.let(e.add(1));
  return f.let(e.pmax(x.ge(0).and(1)).div(share));
}
