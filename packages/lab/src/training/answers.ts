// What the networks that this page has trained answered to the test images.
import type { Dataset } from '@mlp-lab/core';
import {
  type Mistake,
  mistakes,
  type Row,
  type Run,
  runAnswers,
  type Task,
  type TaskResult,
} from '@mlp-lab/experiment';

/** The results of networks, by their tasks' ids. */
export type Results = ReadonlyMap<string, { task: Task; result: TaskResult }>;

/**
 * The test images that a run got wrong, the surest first.
 *
 * @returns undefined where its networks were not all trained on this page.
 */
export function mistakesOf(row: Row, run: Run, results: Results, dataset: Dataset): Mistake[] | undefined {
  const seeds = run.members?.map(({ seed }) => seed) ?? [run.seed];
  const trained = [...results.values()].filter(({ task }) => task.variant === row.variant);
  const found = seeds.map((seed) => trained.find(({ task }) => task.seed === seed)?.result.probabilities);
  if (!found.every((probabilities) => probabilities !== undefined)) return undefined;
  const { voting, weights } = run.ensemble ?? {};
  return mistakes(dataset.test, runAnswers(found, dataset.classes, voting, weights));
}
