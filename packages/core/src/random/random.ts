// Seeded random numbers, from random-bits.ts.
import { normalQuantile, normalsFromWords } from '../maths/normal-quantile';
import { createRandomBits, type RandomBits, WORDS } from './random-bits';

/** A source of random numbers. It has no state: the same call gives the same numbers. Draws start at position 0. */
export interface Random extends RandomBits {
  /** An independent source for a purpose (`'order'`) or an index (an epoch, a step; 0 to 2^32 - 1). */
  stream(name: string | number): Random;
  /** `count` numbers, uniform over [low, high), by default [0, 1): the top 24 bits of one word each, scaled. */
  uniform(count: number, low?: number, high?: number): Float32Array;
  /** `count` normal numbers, by the inverse of the distribution function. */
  normal(count: number, mean?: number, deviation?: number): Float32Array;
  /** `count` numbers of a normal distribution that is cut off at two deviations (their own deviation is 0.8796 of it). */
  truncatedNormal(count: number, mean?: number, deviation?: number): Float32Array;
}

/**
 * The source of all random numbers of one run.
 *
 * @param seed an integer from 0 to 2^53 - 1. Zero is a seed like any other.
 * @throws MlpLabError `invalid-argument` for any other seed.
 */
export const createRandom = (seed: number): Random => numbersOf(createRandomBits(seed));

const BELOW_MINUS_TWO = 0.022750131948179209; // Φ(-2)

const numbersOf = (source: RandomBits): Random => ({
  ...source,

  stream: (name) => numbersOf(source.stream(name)),

  uniform(count, low = 0, high = 1) {
    return Float32Array.from(this.bits(count), (word) => low + (high - low) * ((word >>> 8) / 2 ** 24));
  },

  normal(count, mean = 0, deviation = 1) {
    const normals = new Float32Array(count);
    normalsFromWords(this.bits(count), normals, mean, deviation);
    return normals;
  },

  truncatedNormal(count, mean = 0, deviation = 1) {
    const kept = 1 - 2 * BELOW_MINUS_TWO;
    return Float32Array.from(
      this.bits(count),
      (word) => mean + deviation * normalQuantile(BELOW_MINUS_TWO + kept * ((word + 0.5) / WORDS)),
    );
  },
});
