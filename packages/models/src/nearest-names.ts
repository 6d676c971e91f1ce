// "Did you mean": the names that a mistyped one was probably meant to be.
import { distance } from 'fastest-levenshtein';

const MOST = 3;
const EDITS_PER_LETTER = 0.5;

/**
 * At most three of `candidates`, nearest first, that are few edits (Levenshtein) away from `name`: at most half its
 * letters. Upper and lower case, `-`, `_` and spaces don't count: `heNormal` is near `he-normal`.
 */
export function nearestNames(name: string, candidates: Iterable<string>): string[] {
  const wanted = plain(name);
  return [...candidates]
    .map((candidate) => ({ candidate, edits: distance(wanted, plain(candidate)) }))
    .filter(({ edits }) => edits <= Math.max(1, wanted.length * EDITS_PER_LETTER))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, MOST)
    .map(({ candidate }) => candidate);
}

/** `relu, selu or tanh`: the nearest names, or else all, for the end of an error message. */
export function suggestNames(name: string, candidates: readonly string[]): string {
  const near = nearestNames(name, candidates);
  return near.length > 0 ? `did you mean ${near.join(', ')}?` : `expected one of ${candidates.join(', ')}`;
}

const plain = (name: string) => name.toLowerCase().replace(/[-_ ]/g, '');
