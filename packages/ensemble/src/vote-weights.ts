// The weights of a vote, in doubles, checked against the members: what softVote and hardVote both start from.
import { MlpLabError } from '@mlp-lab/core';

/** One number a member, of any sign; null or absent means one each. */
export type VoteWeights = ArrayLike<number> | null;

/**
 * The weights as doubles.
 *
 * @throws MlpLabError `invalid-argument` where there is no member, or another number of weights than of members.
 */
export function voteWeights(weights: VoteWeights | undefined, members: number): Float64Array {
  if (members === 0)
    throw new MlpLabError('invalid-argument', 'a vote needs members: expected 1 or more, received none');
  if (weights == null) return new Float64Array(members).fill(1);
  if (!Array.from(weights).every((weight) => typeof weight === 'number'))
    throw new MlpLabError('invalid-argument', `weights must be numbers: received [${Array.from(weights).join(', ')}]`);
  if (weights.length !== members)
    throw new MlpLabError(
      'invalid-argument',
      `weights must match members: expected ${members}, received ${weights.length}`,
    );
  return Float64Array.from(weights);
}
