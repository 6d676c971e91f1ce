import type { Voting } from './estimator';
import type { VoteWeights } from './vote-weights';

/** Whether to print the time it takes to fit each member: to the console, or by a function that receives each line. */
export type Verbose = boolean | number | ((line: string) => void);

/** The parameters of a `VotingClassifier` besides its estimators. */
export interface VotingOptions<V extends Voting = 'hard'> {
  /** 'hard': majority vote on predicted classes. 'soft': argmax of the mean predicted probabilities. Default 'hard'. */
  voting?: V;
  /** One number per member, including dropped ones, of any sign. Default null: 1 each. */
  weights?: VoteWeights | undefined;
  /**
   * Number of members to fit concurrently: n at most, all (-1), all but one (-2), or one (null). It does not affect the results.
   * Default null.
   */
  nJobs?: number | null | undefined;
  /** Shape of the output of `transform` if `voting` is 'soft': [n][members · K] if true, [members][n][K] if false. Default true. */
  flattenTransform?: boolean | undefined;
  /** Default false. */
  verbose?: Verbose | undefined;
  /**
   * Whether the members are fitted already, each by itself, on labels rather than codes. `fit` then only finds the classes, in `y` and in
   * the members' `classes_`, and the members themselves vote; `dispose` leaves them alone. Soft voting puts a member's probabilities into
   * the columns of its `classes_`; without them it must know all classes, in ascending order. Default false.
   */
  prefit?: boolean | undefined;
}
