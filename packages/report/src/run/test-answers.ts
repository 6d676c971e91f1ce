// A run's answers beside the true labels, after checking that both belong to the same images.
import { type ImageSet, MlpLabError } from '@mlp-lab/core';
import { accuracyScore } from '@mlp-lab/ensemble';
import { answersOf, type RunAnswers } from '@mlp-lab/experiment';
import { chosenRun } from './choose-run';
import type { RunData } from './run-data';

/** Answers to the test images, with the images. */
export interface TestAnswers extends RunAnswers {
  /** The test images of the run. */
  test: ImageSet;
  /** The number of classes. */
  classes: number;
  /** `[classes]`, where classes have names. */
  classNames?: readonly string[];
}

const ROUNDING = 1e-9; // both are a count divided by the same count

/**
 * What the chosen network, or ensemble, answered to the test images.
 *
 * @throws MlpLabError `unavailable` where the answers or the images are missing; `bad-data` where the images are not the run's, or
 * the files of the answers are damaged.
 */
export async function testAnswers(data: RunData): Promise<TestAnswers> {
  const { row, run } = chosenRun(data);
  const answers = answersOf(data.networks ?? new Map(), row, run, data.report.dataset.test);
  if (!answers)
    throw new MlpLabError('unavailable', `the predictions of ${row.variant}, seed ${run.seed}, were not saved`);
  const { test, classes, classNames } = await runDataset(data);
  const accuracy = accuracyScore(test.labels, answers.labels);
  if (Math.abs(accuracy - run.testAccuracy) > ROUNDING)
    throw new MlpLabError(
      'bad-data',
      `the answers of ${row.variant}, seed ${run.seed}: expected a test accuracy of ${run.testAccuracy}, as in the report, ` +
        `received ${accuracy} on these images: use the data set of the run`,
    );
  return { ...answers, test, classes, classNames };
}

/** @throws MlpLabError `unavailable` where it is not given, or as loading it does. */
export async function runDataset({ dataset, report }: RunData) {
  if (dataset) return dataset();
  throw new MlpLabError('unavailable', `the images of ${report.dataset.name} are needed: give the data set of the run`);
}
