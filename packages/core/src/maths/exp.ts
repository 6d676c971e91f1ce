// eˣ and eˣ - 1 in doubles, from operations whose every bit IEEE 754 determines: x = n ln 2 + r, eˣ = 2ⁿ eʳ.

const LN2_HIGH = 0.6931471803691238; // its last 21 bits are 0, so that n times it is exact
const LN2_LOW = 1.9082149292705877e-10;
const LEAST = -708; // below, 2ⁿ is no normal double
const MOST = 709;
const DEGREE = 13; // 0.35¹⁴ / 14! is below 1e-17
const EXPONENT_OF_ONE = 1023;
const float = new Float64Array(1);
const words = new Uint32Array(float.buffer); // little-endian on every platform that runs WebAssembly

/** eˣ within 2 ulp for -708 ≤ x ≤ 709; 0 below, e^709 above. */
export function exp(x: number): number {
  const { power, rest } = reduce(x);
  return x < LEAST ? 0 : power * rest + power;
}

/** eˣ - 1 within 3 ulp, near 0 as well. */
export function expm1(x: number): number {
  const { power, rest } = reduce(x);
  return x < LEAST ? -1 : power * rest + (power - 1);
}

/** 2ⁿ and eʳ - 1. */
function reduce(x: number): { power: number; rest: number } {
  const bounded = Math.min(Math.max(x, LEAST), MOST);
  const n = Math.round(bounded * Math.LOG2E);
  const r = bounded - n * LN2_HIGH - n * LN2_LOW;
  let rest = 0;
  for (let term = DEGREE; term >= 1; term--) rest = (r / term) * (1 + rest);
  words[0] = 0;
  words[1] = (n + EXPONENT_OF_ONE) << 20;
  return { power: float[0], rest };
}
