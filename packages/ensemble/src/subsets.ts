// Chooses which members of a pool form the smaller ensembles.
import type { Random } from '@mlp-lab/core';

/**
 * Sorted subsets of 0 to members - 1 of one size: all of them if there are at most `limit`, otherwise `limit` distinct ones drawn
 * at random.
 */
export function subsets(members: number, size: number, limit: number, random: Random): number[][] {
  if (binomial(members, size) <= limit) return combinations(members, size);
  const drawn = new Map<string, number[]>();
  for (let draw = 0; drawn.size < limit; draw++) {
    const subset = Array.from(random.stream(draw).permutation(members).subarray(0, size).sort());
    drawn.set(subset.join(), subset);
  }
  return [...drawn.values()];
}

function binomial(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}

/** In lexicographic order. */
function combinations(members: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  const result: number[][] = [];
  for (let first = from; first <= members - size; first++)
    for (const others of combinations(members, size - 1, first + 1)) result.push([first, ...others]);
  return result;
}
