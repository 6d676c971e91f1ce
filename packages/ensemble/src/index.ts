export { accuracyScore, type ScoreOptions } from './accuracy-score';
export { argmax } from './argmax';
export { hardVote } from './hard-vote';
export type { Label } from './label';
export { type Probabilities, type SoftVote, softVote } from './soft-vote';
export type { VoteWeights } from './vote-weights';
