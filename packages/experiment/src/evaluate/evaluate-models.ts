// Models that are handed in → how well each does on the test images.
import { type Dataset, describeValue, invalidArgument } from '@mlp-lab/core';
import { checkDataset } from '@mlp-lab/data-mnist';
import { accuracyScore, argmax } from '@mlp-lab/ensemble';
import type { RowOutput } from '@mlp-lab/exchange';
import { checkGiven } from '../check-options';
import { crossEntropy } from '../report/cross-entropy';
import { rowsOf } from '../report/member-votes';
import { answerImages, type GivenModel } from './answer-images';

/** Plain JSON, but for the probabilities. */
export interface ModelEvaluation {
  /** The name that it was given. */
  name: string;
  /** How its pixels were scaled. */
  scale: NonNullable<GivenModel['scale']>;
  /** `logits`: softmax was applied to what the model gives. */
  output: RowOutput;
  /** The number of its weights. */
  parameters: number;
  /** On the test images, 0 to 1. */
  accuracy: number;
  /** Categorical cross-entropy on the test images. */
  loss: number;
  /** Counts, `[true class][predicted class]`. */
  confusion: number[][];
  /** `[test images × classes]`, row-major. */
  probabilities: Float32Array;
}

/**
 * Tests models on the test images of a data set, one after the other.
 *
 * @throws MlpLabError `invalid-argument` for no models; `bad-model` for one that takes other images, or gives another number of classes.
 */
export async function evaluateModels(
  models: readonly GivenModel[],
  options: { readonly dataset: Dataset },
): Promise<ModelEvaluation[]> {
  const { dataset } = checkGiven('evaluateModels', options, { dataset: checkDataset }, ['dataset']);
  if (!Array.isArray(models) || models.length === 0)
    throw invalidArgument('models', 'at least one', Array.isArray(models) ? 'none' : describeValue(models));
  const evaluations: ModelEvaluation[] = [];
  for (const given of Array.from(models)) evaluations.push(await evaluateModel(given, dataset));
  return evaluations;
}

async function evaluateModel(given: GivenModel, dataset: Dataset): Promise<ModelEvaluation> {
  const { test, classes } = dataset;
  const { probabilities, output } = await answerImages(given, test, dataset);
  const rows = rowsOf(probabilities, classes);
  const predicted = rows.map((row) => argmax(row));
  return {
    name: given.name,
    scale: given.scale ?? 'none',
    output,
    parameters: given.model.countParams(),
    accuracy: accuracyScore(test.labels, predicted),
    loss: crossEntropy(rows, test.labels),
    confusion: confusionCounts(test.labels, predicted, classes),
    probabilities,
  };
}

/** `[true class][predicted class]` */
export function confusionCounts(labels: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) counts[labels[i]][predicted[i]] += 1;
  return counts;
}
