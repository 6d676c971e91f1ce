export { accuracyScore, type ScoreOptions } from './accuracy-score';
export { argmax } from './argmax';
export type { Awaitable, Estimator, FitOptions, NamedEstimator, ProbabilisticEstimator, Voting } from './estimator';
export { hardVote } from './hard-vote';
export type { Label } from './label';
export { LabelEncoder } from './label-encoder';
export { type Probabilities, type SoftVote, softVote } from './soft-vote';
export type { VoteWeights } from './vote-weights';
export { type Verbose, VotingClassifier, type VotingOptions } from './voting-classifier';
