// Reads and checks the weights of a vote, for softVote and hardVote.
import { MlpLabError } from '@mlp-lab/core';
import { readNumbers } from './array-input';

/** One number per member, of any sign. Null: 1 each. */
export type VoteWeights = ArrayLike<number> | null;

/**
 * The weights in double precision.
 *
 * @throws MlpLabError `invalid-argument` if there are no members, or if the number of weights is not the number of members.
 */
export function voteWeights(weights: VoteWeights | undefined, members: number): Float64Array {
  if (members === 0) throw new MlpLabError('invalid-argument', 'a vote needs at least 1 member: received 0');
  if (weights === undefined || weights === null) return new Float64Array(members).fill(1);
  const numbers = readNumbers(weights, 'weights');
  if (numbers.length !== members)
    throw new MlpLabError(
      'invalid-argument',
      `the number of weights must be the number of members: expected ${members}, received ${numbers.length}`,
    );
  return Float64Array.from(numbers);
}
