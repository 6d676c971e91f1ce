// A run's answers beside the true labels, once both are known to be of the same images.
import { type ImageSet, MlpLabError } from '@mlp-lab/core';
import { accuracyScore } from '@mlp-lab/ensemble';
import type { RunAnswers } from '@mlp-lab/experiment/node';
import type { OpenedRun } from '../open-run';

export interface TestAnswers extends RunAnswers {
  test: ImageSet;
  classes: number;
}

const ROUNDING = 1e-9; // both are a count divided by the same count

/** @throws MlpLabError `unavailable` where answers were not kept; `bad-data` where the images are not the run's. */
export async function testAnswers({ chosen: { row, run }, ...opened }: OpenedRun): Promise<TestAnswers> {
  const answers = opened.answers();
  const { test, classes } = await opened.dataset();
  const accuracy = accuracyScore(test.labels, answers.labels);
  if (Math.abs(accuracy - run.testAccuracy) > ROUNDING)
    throw new MlpLabError(
      'bad-data',
      `the answers of ${row.variant}, seed ${run.seed}, are right for ${accuracy} of the test images, the report says ` +
        `${run.testAccuracy}: give the run's own data by --data`,
    );
  return { ...answers, test, classes };
}
