import type { Voting } from './estimator';
import type { VoteWeights } from './vote-weights';

/** Whether to tell of each fitted member: on the console, or to a function that takes the line. */
export type Verbose = boolean | number | ((line: string) => void);

/** The arguments of a `VotingClassifier` besides its members. */
export interface VotingOptions<V extends Voting = 'hard'> {
  /** 'hard' counts the members' classes, 'soft' averages their probabilities. Default 'hard'. */
  voting?: V;
  /** One number a member (dropped ones too), of any sign. Default null: one each. */
  weights?: VoteWeights;
  /** Members fitted at once: null for one after another, n for at most n, -1 for all, -2 for all but one. Default null. It changes no number. */
  nJobs?: number | null;
  /** Shape of soft `transform`: true for [n, members · K], false for [members, n, K]. Default true. */
  flattenTransform?: boolean;
  /** Default false. */
  verbose?: Verbose;
}
