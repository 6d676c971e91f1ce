// Seeded, counter-based random bits: each is a function of seed, stream and position. Any part of a run can be drawn again, in any order,
// on any thread and in any engine, with the same bits.
import { describeValue } from '../checks/describe-value';
import { MlpLabError } from '../checks/error';
import { type Key, threefry2x32 } from './threefry';

/** A source of random bits. It has no state: the same call gives the same bits. Draws start at position 0. */
export interface RandomBits {
  /** The 64-bit key of this stream, as two 32-bit words, from which another implementation can draw the same numbers. */
  readonly key: Key;
  /** An independent source for a purpose (`'order'`) or an index (an epoch, a step; 0 to 2^32 - 1). */
  stream(name: string | number): RandomBits;
  /** `count` words of 32 random bits. Word i is half `i & 1` of block `i >> 1`. */
  bits(count: number): Uint32Array;
  /** The integers 0 to count - 1 in random order (Fisher-Yates). */
  permutation(count: number): Uint32Array;
}

/**
 * The source of all random bits of one run.
 *
 * @param seed an integer from 0 to 2^53 - 1. Zero is a seed like any other.
 * @throws MlpLabError `invalid-argument` for any other seed.
 */
export function createRandomBits(seed: number): RandomBits {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new MlpLabError(
      'invalid-argument',
      `seed must be an integer from 0 to 2^53 - 1: received ${describeValue(seed)}`,
    );
  return bitsOf([Math.floor(seed / WORDS) >>> 0, seed >>> 0]);
}

/** 2³², the number of words of 32 bits. */
export const WORDS = 2 ** 32;

/** The bits of a stream. */
export const bitsOf = (key: Key): RandomBits => ({
  key,

  stream(name) {
    const derived = new Uint32Array(2);
    if (typeof name === 'number') threefry2x32(key, checkedIndex(name), STREAM_OF_INDEX, derived);
    else threefry2x32(key, hash(name), STREAM_OF_NAME, derived);
    return bitsOf([derived[0], derived[1]]);
  },

  bits(count) {
    const words = new Uint32Array(count + (count & 1));
    for (let i = 0; i < words.length; i += 2) threefry2x32(key, i >>> 1, 0, words, i);
    return words.subarray(0, count);
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
});

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
