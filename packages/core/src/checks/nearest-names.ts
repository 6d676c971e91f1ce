// "Did you mean": the names that a misspelt one was probably meant to be.

const MOST = 3;
const EDITS_PER_LETTER = 0.5;

/**
 * At most three of `candidates`, nearest first, that are few edits (Levenshtein distance) away from `name`: at most half
 * its letters. Case, `-`, `_` and spaces don't count: `heNormal` is near `he-normal`.
 */
export function nearestNames(name: string, candidates: Iterable<string>): string[] {
  const wanted = plain(name);
  return [...candidates]
    .map((candidate) => ({ candidate, edits: editDistance(wanted, plain(candidate)) }))
    .filter(({ edits }) => edits <= Math.max(1, wanted.length * EDITS_PER_LETTER))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, MOST)
    .map(({ candidate }) => candidate);
}

/** The end of an error message: `did you mean relu, selu?`, or all candidates where none is near. */
export function suggestNames(name: string, candidates: readonly string[]): string {
  const near = nearestNames(name, candidates);
  return near.length > 0 ? `did you mean ${near.join(', ')}?` : `expected one of ${candidates.join(', ')}`;
}

const plain = (name: string) => name.toLowerCase().replace(/[-_ ]/g, '');

/** Levenshtein's: how many letters must be inserted, deleted or replaced to turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j); // distances from the first i letters of a
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}
