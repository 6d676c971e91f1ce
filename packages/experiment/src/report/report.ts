// The result of a comparison: plain JSON, the same in Node and in browsers.
import type { VariantOrigin } from '@mlp-lab/models';
import type { MadeBy } from '../made-by';
import type { Protocol } from '../plan/protocol';
import type { Settings } from '../plan/setting';
import type { DatasetInfo } from './dataset-info';
import type { EnsembleResult } from './ensemble-result';

/** The version of the format, which readers of reports check first. */
export const REPORT_SCHEMA = 'mlp-lab/report@1';

/** One training run: a variant under a seed. */
export interface Run {
  /** Determines initial weights, the order of the images, and dropout. */
  seed: number;
  /** How many epochs it trained. */
  epochs: number;
  /** How many epochs were asked for, where training was stopped before: the figures are those of a network half way. */
  plannedEpochs?: number;
  /** Of an ensemble that was stopped: for how many epochs each member has trained, where they differ; the least is `epochs`. */
  memberEpochs?: number[];
  /** After how many epochs a finished training was trained on. */
  continuedAfter?: number[];
  /** Images per step. */
  batchSize: number;
  /** The number of images that the weights were fitted to: the training set without the validation images. */
  trainedOn: number;
  /** What computed. */
  backend: string;
  /** Seconds of training, without loading and testing; of an ensemble, the sum over its members. */
  seconds: number;
  /** The machines that trained it, if these were others than the one that compares; sorted. */
  machines?: string[];
  /** Categorical cross-entropy on the test set; of an ensemble, of its members' mean probabilities. */
  testLoss: number;
  /** The share of test images that were classified correctly, 0 to 1. */
  testAccuracy: number;
  /** One number per epoch; `val_loss` and `val_acc` are empty without validation images; of an ensemble, the members' mean. */
  history: RunHistory;
  /** An ensemble's networks. */
  members?: { seed: number; testLoss: number; testAccuracy: number }[];
  /** How its members voted. */
  ensemble?: EnsembleResult;
}

/**
 * The metrics of one training by epoch, with TensorFlow.js's names. All have one number per epoch; without validation images,
 * `val_loss` and `val_acc` are empty.
 */
export interface RunHistory {
  /** The mean loss of each epoch on the training images. */
  loss: number[];
  /** The accuracy on the training images, 0 to 1. */
  acc: number[];
  /** The loss on the validation images. */
  val_loss: number[];
  /** The accuracy on the validation images, 0 to 1. */
  val_acc: number[];
}

/** Both ends of a 95 % interval. */
export type Interval = [low: number, high: number];

/**
 * A figure over several seeds: the mean, the sample standard deviation (0 for a single seed) and the number of seeds. If all seeds
 * failed, the figures are NaN, which JSON writes as null.
 */
export interface Estimate {
  /** Over the seeds. */
  mean: number;
  /** The sample standard deviation; 0 for a single seed. */
  sd: number;
  /** The number of seeds. */
  n: number;
  /** 95 % interval of the mean, by Student's t; absent for fewer than two seeds. */
  interval?: Interval;
}

/** A row's test accuracy minus that of the baseline's row, seed by seed. */
export interface Against {
  /** The row that this row is compared with. */
  variant: string;
  /** The number of seeds that both have, at least two. */
  n: number;
  /** The mean of the differences. */
  difference: number;
  /** The 95 % interval of the mean difference, by Student's t. */
  interval: Interval;
  /** Of a two-sided paired t-test: how often chance alone would cause a difference at least this large. */
  pValue: number;
  /** `unclear` where the interval contains 0. */
  verdict: 'better' | 'worse' | 'unclear';
}

/** One row of the results table: a variant under all seeds. */
export interface Row {
  /** Its full name. */
  variant: string;
  /** Its name for people. */
  title: string;
  /** The registered variant and its options, if the row was made from one under another name. */
  origin?: VariantOrigin;
  /** What `gridVariants` set in the recipe: `{ 'optimizer.learningRate': 0.01 }`. */
  settings?: Settings;
  /** What the experiment changes from the baseline, in words. */
  changes: string[];
  /** What else differs from the baseline: if this is not empty, the row is not a controlled comparison. */
  differs: string[];
  /** The test accuracy that the notebook printed: null unless the row has the notebook's settings and its data, all of MNIST. */
  published: number | null;
  /** 0 to 1, over the seeds. */
  testAccuracy: Estimate;
  /** Categorical cross-entropy on the test images, over the seeds. */
  testLoss: Estimate;
  /** The comparison with the baseline's row, where the report has that row and they share at least two seeds. */
  against?: Against;
  /** One per seed that did not fail. */
  runs: Run[];
  /** Why seeds of this row have no run, one sentence per seed. */
  failures?: { seed: number; message: string }[];
  /** Seeds of this row that were stopped before all of their networks had an epoch, one sentence per seed. */
  stopped?: { seed: number; message: string }[];
}

/** The result of `compare`. */
export interface Report {
  /** The format and its version. */
  schema: typeof REPORT_SCHEMA;
  /** What trained the networks: several entries where a run was resumed by another version. Absent in the first run folders. */
  madeBy?: MadeBy[];
  /** The data set, without its images. */
  dataset: DatasetInfo;
  /** Which settings the rows had. */
  protocol: Protocol;
  /** The settings given to every row instead of its own, besides epochs, batch size and scale. */
  set?: Settings;
  /** In the order of the table. */
  rows: Row[];
}
