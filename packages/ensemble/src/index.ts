export { accuracyBySize } from './accuracy-by-size';
export { accuracyScore, type ScoreOptions } from './accuracy-score';
export { type Agreement, agreement, type PairwiseAgreement, pairwiseAgreement } from './agreement';
export { argmax } from './argmax';
export type { ShapedArray, TensorLike } from './array-input';
export type { FittedEnsemble } from './check-fitted';
export { type ClassifierMethods, classifierOf } from './classifier-of';
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
export { LabelEncoder } from './label-encoder';
export type { Label, Labels } from './labels';
export { type MixtureOptions, mixtureWeights } from './mixture-weights';
export type { Probabilities } from './probability-matrix';
export { type SizeCurveOptions, type SizeRow, sizeCurve } from './size-curve';
export { type SoftVote, softVote } from './soft-vote';
export type { VoteWeights } from './vote-weights';
export { VotingClassifier } from './voting-classifier';
export type { Verbose, VotingOptions } from './voting-options';
