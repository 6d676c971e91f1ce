// Seeded, counter-based random numbers: each is a function of seed, stream and position. Any part of a run can be drawn again, in any
// order, on any thread and in any engine, with the same bits.
import { describeValue } from './describe-value';
import { MlpLabError } from './error';
import { normalQuantile, normalsFromWords } from './maths/normal-quantile';
import { type Key, threefry2x32 } from './threefry';

/** A source of random numbers. It has no state: the same call gives the same numbers. Draws start at position 0. */
export interface Random {
  /** The 64-bit key of this stream, as two 32-bit words, from which another implementation can draw the same numbers. */
  readonly key: Key;
  /** An independent source for a purpose (`'order'`) or an index (an epoch, a step; 0 to 2^32 - 1). */
  stream(name: string | number): Random;
  /** `count` words of 32 random bits. Word i is half `i & 1` of block `i >> 1`. */
  bits(count: number): Uint32Array;
  /** `count` numbers, uniform over [low, high), by default [0, 1): the top 24 bits of one word each, scaled. */
  uniform(count: number, low?: number, high?: number): Float32Array;
  /** `count` normal numbers, by the inverse of the distribution function. */
  normal(count: number, mean?: number, deviation?: number): Float32Array;
  /** `count` numbers of a normal distribution that is cut off at two deviations (their own deviation is 0.8796 of it). */
  truncatedNormal(count: number, mean?: number, deviation?: number): Float32Array;
  /** The integers 0 to count - 1 in random order (Fisher-Yates). */
  permutation(count: number): Uint32Array;
}

/**
 * The source of all random numbers of one run.
 *
 * @param seed an integer from 0 to 2^53 - 1. Zero is a seed like any other.
 * @throws MlpLabError `invalid-argument` for any other seed.
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new MlpLabError(
      'invalid-argument',
      `seed must be an integer from 0 to 2^53 - 1: received ${describeValue(seed)}`,
    );
  return fromKey([Math.floor(seed / WORDS) >>> 0, seed >>> 0]);
}

const WORDS = 2 ** 32;
const BELOW_MINUS_TWO = 0.022750131948179209; // Φ(-2)

function fromKey(key: Key): Random {
  return {
    key,

    stream(name) {
      const derived = new Uint32Array(2);
      if (typeof name === 'number') threefry2x32(key, checkedIndex(name), STREAM_OF_INDEX, derived);
      else threefry2x32(key, hash(name), STREAM_OF_NAME, derived);
      return fromKey([derived[0], derived[1]]);
    },

    bits(count) {
      const words = new Uint32Array(count + (count & 1));
      for (let i = 0; i < words.length; i += 2) threefry2x32(key, i >>> 1, 0, words, i);
      return words.subarray(0, count);
    },

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

    permutation(count) {
      const order = new Uint32Array(count).map((_, i) => i);
      const words = this.bits(count);
      for (let last = count - 1; last > 0; last--) {
        const other = Math.floor((words[last] * (last + 1)) / WORDS); // uneven by less than count / 2^32
        [order[last], order[other]] = [order[other], order[last]];
      }
      return order;
    },
  };
}

// Draws use counters (position, 0). Deriving a stream uses a different second word, so that no draw repeats a key.
const STREAM_OF_INDEX = 1;
const STREAM_OF_NAME = 2;

function checkedIndex(index: number): number {
  if (Number.isInteger(index) && index >= 0 && index < WORDS) return index;
  throw new MlpLabError(
    'invalid-argument',
    `a stream's index must be an integer from 0 to 2^32 - 1: received ${describeValue(index)}`,
  );
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
