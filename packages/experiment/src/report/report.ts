// What a comparison gives: plain JSON, the same in Node and in the browser.
import type { VariantOrigin } from '@mlp-lab/models';
import type { Protocol } from '../plan/protocol';
import type { Settings } from '../plan/setting';
import type { EnsembleResult } from './ensemble-result';

/** The version of the format: a reader of reports checks it first. */
export const REPORT_SCHEMA = 'mlp-lab/report@1';

/** One training run: a variant under a seed. */
export interface Run {
  seed: number;
  epochs: number;
  batchSize: number;
  /** The number of images that weights were fitted to: the training set without the validation images. */
  trainedOn: number;
  backend: string;
  /** Seconds of training, without loading and testing; of an ensemble, all its members' together. */
  seconds: number;
  /** Categorical cross-entropy on the test set; of an ensemble, of its members' mean probabilities. */
  testLoss: number;
  /** The share of the test set that was classified rightly, 0 to 1. */
  testAccuracy: number;
  /** A number an epoch; `val_loss` and `val_acc` are empty where no image was held out; of an ensemble, its members' mean. */
  history: RunHistory;
  /** An ensemble's networks. */
  members?: { seed: number; testLoss: number; testAccuracy: number }[];
  /** How they voted. */
  ensemble?: EnsembleResult;
}

export interface RunHistory {
  loss: number[];
  acc: number[];
  val_loss: number[];
  val_acc: number[];
}

/** Both ends of a 95 % interval. */
export type Interval = [low: number, high: number];

/**
 * A figure over several seeds: its mean, its sample standard deviation (0 where there is one seed), how many seeds. Of no
 * seed (all failed) NaN, which JSON writes as null.
 */
export interface Estimate {
  mean: number;
  sd: number;
  n: number;
  /** 95 % interval of the mean, by Student's t; not there for fewer than two seeds. */
  interval?: Interval;
}

/** A row's test accuracy less the baseline row's, seed by seed. */
export interface Against {
  /** The row that it is compared with. */
  variant: string;
  /** How many seeds both have, two or more. */
  n: number;
  /** The mean of the differences, and its 95 % interval by Student's t. */
  difference: number;
  interval: Interval;
  /** Of a two-sided paired t-test: how often chance alone would make a difference as large. */
  pValue: number;
  /** `unclear` where the interval holds 0. */
  verdict: 'better' | 'worse' | 'unclear';
}

/** One line of the table. */
export interface Row {
  variant: string;
  title: string;
  /** The registered variant and its options, if the row was made from one under another name. */
  origin?: VariantOrigin;
  /** What `gridVariants` set in the recipe: `{ 'optimizer.learningRate': 0.01 }`. */
  settings?: Settings;
  /** What the experiment changes from the baseline, in words. */
  changes: string[];
  /** What else differs from the baseline: where this is not empty, the row is no controlled comparison. */
  differs: string[];
  /** The test accuracy that the notebook printed after its 100 epochs, or null. */
  published: number | null;
  testAccuracy: Estimate;
  testLoss: Estimate;
  /** The comparison with the baseline's row, where the report has it and two seeds in common with it. */
  against?: Against;
  runs: Run[];
  /** Why seeds of this row have no run, a sentence a seed. */
  failures?: { seed: number; message: string }[];
}

/** The result of `compare`. */
export interface Report {
  schema: typeof REPORT_SCHEMA;
  dataset: { name: string; train: number; test: number };
  protocol: Protocol;
  /** What every row was asked to have in place of its own settings, besides epochs, batch size and scale. */
  set?: Settings;
  rows: Row[];
}
