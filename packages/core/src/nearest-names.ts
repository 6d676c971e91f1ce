// "Did you mean": suggests the names closest to a misspelt one.

const MAX_SUGGESTIONS = 3;
const EDITS_PER_LETTER = 0.5;

/**
 * At most three of `candidates`, nearest first, whose Levenshtein distance from `name` is at most half its length. Upper and
 * lower case, `-`, `_` and spaces are ignored: `heNormal` is near `he-normal`.
 */
export function nearestNames(name: string, candidates: Iterable<string>): string[] {
  const wanted = normalize(name);
  return [...candidates]
    .map((candidate) => ({ candidate, edits: editDistance(wanted, normalize(candidate)) }))
    .filter(({ edits }) => edits <= Math.max(1, wanted.length * EDITS_PER_LETTER))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ candidate }) => candidate);
}

/** `did you mean relu, selu?`, or all candidates if none is near: the end of an error message. */
export function suggestNames(name: string, candidates: readonly string[]): string {
  const near = nearestNames(name, candidates);
  return near.length > 0 ? `did you mean ${near.join(', ')}?` : `expected one of ${candidates.join(', ')}`;
}

const normalize = (name: string) => name.toLowerCase().replace(/[-_ ]/g, '');

/** The Levenshtein distance, one row of the matrix at a time. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(row[j - 1] + 1, previous[j] + 1, previous[j - 1] + Number(a[i - 1] !== b[j - 1]));
    previous = row;
  }
  return previous[b.length];
}
