// The results of a run's networks → the run: one network's answers, or the vote of several, compared with the test labels.
import type { Dataset } from '@mlp-lab/core';
import { accuracyScore } from '@mlp-lab/ensemble';
import type { Plan, PlannedRow, PlannedRun } from '../plan/plan';
import type { TaskResult } from '../train/task';
import { crossEntropy } from './cross-entropy';
import { ensembleResult } from './ensemble-result';
import type { Run, RunHistory } from './report';
import { runAnswers } from './run-answers';
import { voteWeights } from './vote-weights';

/** @param results one per task of the run, in the order of the tasks. */
export function finishRun(row: PlannedRow, planned: PlannedRun, results: TaskResult[], plan: Plan): Run {
  const { dataset } = plan;
  const { batchSize } = row.recipe;
  const trainedFor = results.map(({ history }) => history.loss.length);
  const epochs = Math.min(...trainedFor);
  const continuedAfter = [...new Set(results.flatMap((result) => result.continuedAfter ?? []))].sort((a, b) => a - b);
  const { ensemble } = row.variant;
  const weights = ensemble && voteWeights(plan.weights, results, dataset);
  const members = results.map(({ probabilities }) => probabilities);
  const machines = [...new Set(results.flatMap(({ machine }) => machine ?? []))].sort();
  return {
    seed: planned.seed,
    epochs,
    ...(epochs < row.recipe.epochs && { plannedEpochs: row.recipe.epochs }),
    ...(trainedFor.some((count) => count !== epochs) && { memberEpochs: trainedFor }),
    ...(continuedAfter.length > 0 && { continuedAfter }),
    batchSize,
    trainedOn: results[0].trainedOn,
    backend: planned.tasks[0].backend,
    seconds: results.reduce((sum, result) => sum + result.seconds, 0),
    ...(machines.length > 0 && { machines }),
    ...test(members, dataset, ensemble?.voting, weights),
    history: meanHistory(
      results.map((result) => result.history),
      epochs,
    ),
    ...(ensemble && {
      members: members.map((member, i) => ({ seed: planned.tasks[i].seed, ...test([member], dataset) })),
      ensemble: ensembleResult(members, dataset, { voting: ensemble.voting, weights }),
    }),
  };
}

/** The accuracy of the members' vote (of a single member, its own), and the cross-entropy of their mean probabilities. */
function test(
  members: Float32Array[],
  { classes, test: { labels } }: Dataset,
  voting: 'soft' | 'hard' = 'soft',
  weights?: number[] | null,
) {
  const answers = runAnswers(members, classes, voting, weights);
  return {
    testLoss: crossEntropy(answers.probabilities, labels),
    testAccuracy: accuracyScore(labels, answers.labels),
  };
}

/** The mean of each of the first epochs, so many as all have; a single history stays as it is. */
function meanHistory(histories: RunHistory[], epochs: number): RunHistory {
  const mean = (metric: keyof RunHistory) =>
    histories[0][metric]
      .slice(0, epochs)
      .map((_, epoch) => histories.reduce((sum, h) => sum + h[metric][epoch], 0) / histories.length);
  return { loss: mean('loss'), acc: mean('acc'), val_loss: mean('val_loss'), val_acc: mean('val_acc') };
}
