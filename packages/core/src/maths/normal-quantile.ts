// From uniform numbers to normal ones, with the same bits everywhere.
import { log } from './log';

/**
 * Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied Statistics 37 (1988): PPND16. A rational
 * function for the centre, |p - 0.5| ≤ 0.425, and two for the tails. Each has a numerator and a denominator, from the constant term up. The
 * relative error is about 1e-16.
 */
const coefficients = {
  centre: [
    [
      3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
      67265.7709270087, 33430.57558358813, 2509.0809287301227,
    ],
    [
      1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
      28729.085735721943, 5226.495278852854,
    ],
  ],
  tail: [
    [
      1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
      0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
    ],
    [
      1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
      0.0005475938084995345, 1.0507500716444169e-9,
    ],
  ],
  farTail: [
    [
      6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
      0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
    ],
    [
      1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
      1.421511758316446e-7, 2.0442631033899397e-15,
    ],
  ],
} as const;

/** The x below which a standard normal number falls with probability p, 0 < p < 1. */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(coefficients.centre[0], r)) / polynomial(coefficients.centre[1], r);
  }
  const distance = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const isFar = distance > 5;
  const tail = isFar ? coefficients.farTail : coefficients.tail;
  const r = distance - (isFar ? 5 : 1.6);
  const x = polynomial(tail[0], r) / polynomial(tail[1], r);
  return q < 0 ? -x : x;
}

/** c[0] + c[1] x + … + c[7] x⁷, by Horner's rule. Indices, because destructuring arrays takes twice as long as everything else. */
function polynomial(c: Coefficients, x: number): number {
  return ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
}

type Coefficients = readonly [number, number, number, number, number, number, number, number];

const WORDS = 2 ** 32;

/** Writes a normal number for each random word: mean + deviation · the normal quantile of (word + ½) / 2³². `to` may be the same memory. */
export function normalsFromWords(words: Uint32Array, to: Float32Array, mean = 0, deviation = 1): void {
  for (let i = 0; i < words.length; i++) to[i] = mean + deviation * normalQuantile((words[i] + 0.5) / WORDS);
}
