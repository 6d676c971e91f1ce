// Reads and checks the weights of a vote, for softVote and hardVote.
import { MlpLabError } from '@mlp-lab/core';

/** One number per member, of any sign. Null: 1 each. */
export type VoteWeights = ArrayLike<number> | null;

/**
 * The weights in double precision.
 *
 * @throws MlpLabError `invalid-argument` if there are no members, or if the number of weights is not the number of members.
 */
export function voteWeights(weights: VoteWeights | undefined, members: number): Float64Array {
  if (members === 0) throw new MlpLabError('invalid-argument', 'a vote needs at least 1 member: received 0');
  if (weights == null) return new Float64Array(members).fill(1);
  if (!Array.from(weights).every((weight) => typeof weight === 'number'))
    throw new MlpLabError('invalid-argument', `weights must be numbers: received [${Array.from(weights).join(', ')}]`);
  if (weights.length !== members)
    throw new MlpLabError(
      'invalid-argument',
      `the number of weights must be the number of members: expected ${members}, received ${weights.length}`,
    );
  return Float64Array.from(weights);
}
