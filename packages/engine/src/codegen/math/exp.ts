// eˣ and eˣ - 1: x = n ln 2 + r, eˣ = 2ⁿ eʳ.
import type { FunctionBuilder } from '../assembler/function';
import { type Vector, vectorOfInt } from '../assembler/vector';
import { polynomial } from './polynomial';

const { LOG2E } = Math;
/** ln 2 as the sum of two floats: n times the first is exact. */
export const LN2 = { high: 0.693359375, low: -0.00021219444 };
/** (eʳ - 1 - r) / r² for |r| ≤ 0.35, to 3e-9 of eʳ. */
const TAIL = [0.49999994, 0.16666515, 0.041668456, 0.008369419, 0.0013813142];
const MIN = -40; // e⁻⁴⁰ is 4e-18: its square, as in a moment of a gradient, stays far above the subnormal floats below 1e-38, on which processors are a hundred times slower
const MAX = 88.02; // n is at most 127
const EXPONENT_BIAS = 127;
const ROUNDER = 1.5 * 2 ** 23; // adding this large float rounds to an integer, which its last bits then hold
export const MANTISSA_BITS = 23;

/** eˣ within 2 ulp for -40 ≤ x ≤ 88.02; 0 below, e^88.02 above. NaN stays NaN. */
export function exp(f: FunctionBuilder, x: Vector): Vector {
  return ofReduced(f, reduce(f, f.let(x.pmin(MAX))));
}

/** eˣ with the same accuracy, for x ≤ 0. */
export function expOfNegative(f: FunctionBuilder, x: Vector): Vector {
  return ofReduced(f, reduce(f, x));
}

function ofReduced(f: FunctionBuilder, { power, rest }: Reduced): Vector {
  return f.let(rest.add(1).mul(power));
}

/** eˣ - 1 within 3 ulp, also near 0, for x ≤ 88.02. */
export function expMinusOne(f: FunctionBuilder, x: Vector): Vector {
  const { power, rest } = reduce(f, f.let(x.pmin(MAX)));
  return f.let(rest.mul(power).add(power.sub(1)));
}

/** 2ⁿ and eʳ - 1. */
interface Reduced {
  power: Vector;
  rest: Vector;
}

function reduce(f: FunctionBuilder, x: Vector): Reduced {
  const bounded = f.let(x.pmax(MIN));
  const rounded = f.let(bounded.mul(LOG2E).add(ROUNDER));
  const n = f.let(rounded.sub(ROUNDER));
  const r = f.let(bounded.sub(n.mul(LN2.high)).sub(n.mul(LN2.low)));
  const rest = f.let(polynomial(f, r, TAIL).mul(r).mul(r).add(r));
  const exponent = rounded.addI32(vectorOfInt(EXPONENT_BIAS)).shl(MANTISSA_BITS);
  const power = f.let(exponent.and(x.ge(MIN)));
  return { power, rest };
}
