// The predictions of the networks that this page trained, for the test images.
import type { Dataset } from '@mlp-lab/core';
import { answersOf, type Row, type Run, type Task, type TaskResult } from '@mlp-lab/experiment';
import { type Mistake, mistakes } from '@mlp-lab/report';

/** The results of networks, by their tasks' ids. */
export type Results = ReadonlyMap<string, { task: Task; result: TaskResult }>;

/**
 * The test images that a run misclassified, the most confident prediction first.
 *
 * @returns undefined if not all of its networks were trained on this page.
 */
export function mistakesOf(row: Row, run: Run, results: Results, { test }: Dataset): Mistake[] | undefined {
  const answers = answersOf(results, row, run, test.count);
  return answers && mistakes(test, answers);
}
