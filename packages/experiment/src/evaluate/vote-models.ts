// Models that are handed in, from files of any kind → an ensemble of them.
import { checkArray, checkNumbers, type Dataset, MlpLabError, oneOf } from '@mlp-lab/core';
import { checkDataset } from '@mlp-lab/data-mnist';
import { checkGiven } from '../check-options';
import { crossEntropy } from '../report/cross-entropy';
import { type EnsembleResult, ensembleResult } from '../report/ensemble-result';
import { runAnswers } from '../report/run-answers';
import type { GivenModel } from './answer-images';
import { confusionCounts, evaluateModels, type ModelEvaluation } from './evaluate-models';

/** Options of `voteModels`. */
export interface VoteModelsOptions {
  /** Its test images are voted on. */
  readonly dataset: Dataset;
  /** Which vote gives accuracy, loss and confusion. @default 'soft' */
  readonly voting?: 'soft' | 'hard' | undefined;
  /** One number per model. @default equal weights */
  readonly weights?: readonly number[] | null | undefined;
}

/** How an ensemble of models does on the test images. Plain JSON, but for the members' probabilities. */
export interface ModelVote {
  /** Each model on its own. */
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
export async function voteModels(models: readonly GivenModel[], options: VoteModelsOptions): Promise<ModelVote> {
  const { dataset, voting = 'soft', weights = null } = checkGiven('voteModels', options, CHECKS, ['dataset']);
  if (checkArray('models', models, 'models').length < 2)
    throw new MlpLabError('invalid-argument', `models: expected at least two for a vote, received ${models.length}`);
  if (weights !== null && weights.length !== models.length)
    throw new MlpLabError(
      'invalid-argument',
      `weights: expected ${models.length}, one per model, received ${weights.length}`,
    );
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

const CHECKS = {
  dataset: checkDataset,
  voting: oneOf(['soft', 'hard']),
  weights: (name: string, value: unknown) => checkNumbers(name, value),
};
