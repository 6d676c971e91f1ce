import type { Voting } from './estimator';
import type { VoteWeights } from './vote-weights';

/** Whether to print the time it takes to fit each member: to the console, or by a function that receives each line. */
export type Verbose = boolean | number | ((line: string) => void);

/** The parameters of a `VotingClassifier` besides its estimators. */
export interface VotingOptions<V extends Voting = 'hard'> {
  /** 'hard': majority vote on predicted classes. 'soft': argmax of the mean predicted probabilities. Default 'hard'. */
  voting?: V;
  /** One number per member, including dropped ones, of any sign. Default null: 1 each. */
  weights?: VoteWeights;
  /**
   * Number of members to fit concurrently: n at most, all (-1), all but one (-2), or one (null). It does not affect the results.
   * Default null.
   */
  nJobs?: number | null;
  /** Shape of the output of `transform` if `voting` is 'soft': [n][members · K] if true, [members][n][K] if false. Default true. */
  flattenTransform?: boolean;
  /** Default false. */
  verbose?: Verbose;
}
