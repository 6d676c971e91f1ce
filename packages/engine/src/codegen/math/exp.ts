// eˣ and eˣ - 1: x = n ln 2 + r, eˣ = 2ⁿ eʳ.
import type { FunctionBuilder } from '../assembler/function';
import { type Vector, vectorOfInt } from '../assembler/vector';
import { polynomial } from './polynomial';

const { LOG2E } = Math;
const LN2_HIGH = 0.693359375; // n times it is exact
const LN2_LOW = -2.1219444005469057e-4;
/** (eʳ - 1 - r) / r² for |r| ≤ 0.35, to 3e-9 of eʳ. */
const TAIL = [
  0.4999999403953552, 0.16666515171527863, 0.04166845604777336, 0.008369418792426586, 0.0013813142431899905,
];
const LEAST = -87.33; // e^LEAST is the least normal float
const MOST = 88.02; // n stays at 127
const EXPONENT_BIAS = 127;
const MANTISSA_BITS = 23;

/** eˣ within 2 ulp for -87.33 ≤ x ≤ 88.02; beyond, what it is at that end. NaN stays NaN. */
export function exp(f: FunctionBuilder, x: Vector): Vector {
  const { power, rest } = reduce(f, x);
  return f.let(rest.plus(1).times(power));
}

/** eˣ - 1 within 3 ulp, near 0 as well, for x ≤ 88.02. */
export function expMinusOne(f: FunctionBuilder, x: Vector): Vector {
  const { power, rest } = reduce(f, x);
  return f.let(rest.times(power).plus(power.minus(1)));
}

/** 2ⁿ and eʳ - 1. */
function reduce(f: FunctionBuilder, x: Vector): { power: Vector; rest: Vector } {
  const bounded = f.let(x.most(LEAST).least(MOST));
  const n = f.let(bounded.times(LOG2E).nearest());
  const r = f.let(bounded.minus(n.times(LN2_HIGH)).minus(n.times(LN2_LOW)));
  const rest = f.let(polynomial(r, TAIL).times(r).times(r).plus(r));
  const power = f.let(n.toInt().plusInt(vectorOfInt(EXPONENT_BIAS)).shiftLeftInt(MANTISSA_BITS));
  return { power, rest };
}
