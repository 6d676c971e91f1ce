/**
 * base ^ exponent as Keras computes it, a float32 power of a float32 base: by multiplications alone, because `Math.pow` differs
 * between JavaScript engines. The exponent is an integer of 0 or more.
 */
export function power(base: number, exponent: number): number {
  let product = 1;
  let square = Math.fround(base);
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) product *= square;
    square *= square;
  }
  return Math.fround(product);
}
