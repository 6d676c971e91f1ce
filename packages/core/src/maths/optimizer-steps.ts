// What Adam's relatives work out once a step, in floats, whoever updates the weights: to the same bits everywhere.

/**
 * base ^ exponent as Keras has it, a float32 power of a float32 base: by multiplications alone, because `Math.pow` differs
 * from one JavaScript engine to the next. The exponent is an integer of 0 or more.
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

const WARM_UP = 0.96;

/** Nadam's momentum µ of a step, counted from 1: β₁ (1 - 0.96^step / 2) (Dozat 2016; Keras's rule). */
export function nadamMomentum(step: number, beta1: number): number {
  return Math.fround(beta1 * (1 - 0.5 * power(WARM_UP, step)));
}

const products = new Map<number, number[]>();

const LEAST = 2 ** -126; // of floats that are not denormal

/** µ₁ µ₂ … µ_step, remembered for each β₁; 0 once it is below 2⁻¹²⁶, within a thousand steps. */
export function nadamMomentumProduct(step: number, beta1: number): number {
  const known = products.get(beta1) ?? [1];
  products.set(beta1, known);
  while (known.length <= step && known[known.length - 1] >= LEAST)
    known.push(Math.fround(known[known.length - 1] * nadamMomentum(known.length, beta1)));
  return known[step] ?? 0;
}
