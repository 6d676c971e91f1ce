// The natural logarithm from additions, multiplications and divisions alone, whose every bit IEEE 754 determines.
// `Math.log` may differ in its last digit between JavaScript engines, and so would every seeded number.

const MANTISSA_BITS = 0xfffff;
const EXPONENT_OF_ONE = 1023;
const float = new Float64Array(1);
const words = new Uint32Array(float.buffer); // little-endian on every platform that runs WebAssembly

/** ln(x) for a positive normal double, within 2 ulp of the true value: x = m · 2^e, ln x = e ln 2 + 2 artanh((m-1)/(m+1)). */
export function log(x: number): number {
  float[0] = x;
  let exponent = (words[1] >>> 20) - EXPONENT_OF_ONE;
  words[1] = (words[1] & MANTISSA_BITS) | (EXPONENT_OF_ONE << 20);
  let mantissa = float[0];
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const t = (mantissa - 1) / (mantissa + 1); // |t| < 0.1716, so 12 terms reach double precision
  const square = t * t;
  let sum = 0;
  for (let term = 23; term >= 1; term -= 2) sum = sum * square + 1 / term;
  return exponent * Math.LN2 + 2 * t * sum;
}
