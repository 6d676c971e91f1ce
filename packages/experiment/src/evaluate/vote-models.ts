// Models that are handed in, from files of any kind → an ensemble of them.
import { checkNumbers, type Dataset, MlpLabError, oneOf } from '@mlp-lab/core';
import { crossEntropy } from '../report/cross-entropy';
import { type EnsembleResult, ensembleResult } from '../report/ensemble-result';
import { runAnswers } from '../report/run-answers';
import type { GivenModel } from './answer-images';
import { confusionCounts, evaluateModels, type ModelEvaluation } from './evaluate-models';

/** Options of `voteModels`. */
export interface VoteModelsOptions {
  readonly dataset: Dataset;
  /** @default 'soft' */
  readonly voting?: 'soft' | 'hard';
  /** One number per model. @default equal weights */
  readonly weights?: readonly number[] | null;
}

/** How an ensemble of models does on the test images. Plain JSON, but for the members' probabilities. */
export interface ModelVote {
  members: ModelEvaluation[];
  /** Of the vote, 0 to 1. */
  accuracy: number;
  /** Categorical cross-entropy of the weighted mean of the members' probabilities. */
  loss: number;
  /** Counts of the vote, `[true class][predicted class]`. */
  confusion: number[][];
  /** Both votes, the accuracy by number of members, and how much the members agree. */
  ensemble: EnsembleResult;
}

/**
 * Lets models vote on the test images, as VotingClassifier does with members that are already fitted.
 *
 * @throws MlpLabError `invalid-argument` for fewer than two models, or weights that are not one number each; as `evaluateModels`.
 */
export async function voteModels(
  models: readonly GivenModel[],
  { dataset, voting = 'soft', weights = null }: VoteModelsOptions,
): Promise<ModelVote> {
  if (models.length < 2)
    throw new MlpLabError('invalid-argument', `models: expected at least two for a vote, received ${models.length}`);
  oneOf(['soft', 'hard'] as const)('voting', voting);
  if (weights !== null) {
    checkNumbers('weights', weights, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    if (weights.length !== models.length)
      throw new MlpLabError(
        'invalid-argument',
        `weights: expected ${models.length}, one per model, received ${weights.length}`,
      );
  }
  const members = await evaluateModels(models, { dataset });
  const given = members.map(({ probabilities }) => probabilities);
  const { test, classes } = dataset;
  const own = weights === null ? null : [...weights];
  const { labels, probabilities } = runAnswers(given, classes, voting, own);
  const ensemble = ensembleResult(given, dataset, { voting, weights: own });
  return {
    members,
    accuracy: ensemble.accuracy[voting],
    loss: crossEntropy(probabilities, test.labels),
    confusion: confusionCounts(test.labels, labels, classes),
    ensemble,
  };
}
