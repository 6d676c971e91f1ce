// The results of a run's networks → the run: one network's answers, or several networks' vote, against the test labels.
import type { Dataset } from '@mlp-lab/core';
import { accuracyScore, argmax, hardVote, softVote } from '@mlp-lab/ensemble';
import type { PlannedRow, PlannedRun } from './plan';
import type { Run, RunHistory } from './report';
import type { TaskResult } from './task';

/** @param results one a task of the run, in the order of the tasks. */
export function finishRun(row: PlannedRow, planned: PlannedRun, results: TaskResult[], dataset: Dataset): Run {
  const { epochs, batchSize } = row.recipe;
  const members = results.map(({ probabilities }) => rowsOf(probabilities, dataset.classes));
  return {
    seed: planned.seed,
    epochs,
    batchSize,
    trainedOn: results[0].trainedOn,
    backend: planned.tasks[0].backend,
    seconds: results.reduce((sum, result) => sum + result.seconds, 0),
    ...test(members, row.variant.ensemble?.voting ?? 'soft', dataset),
    history: meanHistory(results.map((result) => result.history)),
    ...(row.variant.ensemble && {
      members: members.map((rows, i) => ({ seed: planned.tasks[i].seed, ...test([rows], 'soft', dataset) })),
    }),
  };
}

/**
 * The accuracy of members under a voting (one member: its own), and the cross-entropy of their mean probabilities.
 *
 * @param members `[members][test images][classes]`
 */
function test(members: Float32Array[][], voting: 'soft' | 'hard', { test: { labels } }: Dataset) {
  const soft = softVote(members);
  const chosen = voting === 'soft' ? soft.labels : hardVote(members.map((rows) => rows.map((row) => argmax(row))));
  return {
    testLoss: crossEntropy(soft.probabilities, labels),
    testAccuracy: accuracyScore(labels, chosen),
  };
}

// Keras clips probabilities before it takes their logarithm.
const SMALLEST_PROBABILITY = 1e-7;

function crossEntropy(probabilities: readonly number[][], labels: Uint8Array): number {
  const losses = probabilities.map((row, i) => -Math.log(Math.max(row[labels[i]], SMALLEST_PROBABILITY)));
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

function rowsOf(numbers: Float32Array, columns: number): Float32Array[] {
  const rows = numbers.length / columns;
  return Array.from({ length: rows }, (_, row) => numbers.subarray(row * columns, (row + 1) * columns));
}

/** Epoch by epoch; of one history, that history. */
function meanHistory(histories: RunHistory[]): RunHistory {
  const mean = (metric: keyof RunHistory) =>
    histories[0][metric].map((_, epoch) => histories.reduce((sum, h) => sum + h[metric][epoch], 0) / histories.length);
  return { loss: mean('loss'), acc: mean('acc'), val_loss: mean('val_loss'), val_acc: mean('val_acc') };
}
