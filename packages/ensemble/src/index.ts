export { accuracyBySize } from './accuracy-by-size';
export { accuracyScore, type ScoreOptions } from './accuracy-score';
export { type Agreement, agreement, type PairwiseAgreement, pairwiseAgreement } from './agreement';
export { argmax } from './argmax';
export type { FittedEnsemble } from './check-fitted';
export { cohenKappaScore } from './cohen-kappa-score';
export type {
  Awaitable,
  Estimator,
  EstimatorFor,
  FitOptions,
  NamedEstimator,
  ProbabilisticEstimator,
  Voting,
} from './estimator';
export { fitWeights } from './fit-weights';
export { hardVote } from './hard-vote';
export { type Label, LabelEncoder } from './label-encoder';
export { type MixtureOptions, mixtureWeights } from './mixture-weights';
export { type SizeCurveOptions, type SizeRow, sizeCurve } from './size-curve';
export { type Probabilities, type SoftVote, softVote } from './soft-vote';
export type { VoteWeights } from './vote-weights';
export { VotingClassifier } from './voting-classifier';
export type { Verbose, VotingOptions } from './voting-options';
