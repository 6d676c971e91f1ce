// The words in memory with which threads wait for each other, for the code and for JavaScript.
import { CACHE_LINE } from '../memory/layout';

/** The barrier's words, as byte offsets from its address, each in a cache line of its own. All are 0 before the threads start. */
export const BARRIER_FIELD = {
  /** How often all threads have met. Negative once the team has broken up: from then on, nobody waits. */
  meetings: 0,
  /** How many threads have come to the next meeting. */
  arrived: CACHE_LINE,
  /** How many threads sleep. */
  asleep: 2 * CACHE_LINE,
} as const;
export const BARRIER_BYTES = 3 * CACHE_LINE;

/** The bit of `meetings` that says that the team has broken up. */
export const BROKEN_UP = 2 ** 31;
