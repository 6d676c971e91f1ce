// The interface of a member: scikit-learn's estimator in camelCase, synchronous or asynchronous.
import type { Label } from './labels';

/** 'hard': majority vote on predicted classes. 'soft': argmax of the mean predicted probabilities. */
export type Voting = 'hard' | 'soft';

/** A value or a promise of it: members may predict on another thread or machine. */
export type Awaitable<Value> = Value | Promise<Value>;

/** What `fit` of a classifier and of its members takes beside features and labels. */
export interface FitOptions {
  /** Weight of each sample: [n]. Passed to the members unchanged, and not at all if null or undefined. */
  sampleWeight?: ArrayLike<number> | null | undefined;
  /** Ends `fit` with an MlpLabError `aborted`. Passed to the members: those that do not read it end first. */
  signal?: AbortSignal | undefined;
}

/** A classifier that can be a member of an ensemble. `X` is the type of the features, which the ensemble passes on unchanged. */
export interface Estimator<X = unknown> {
  /**
   * Fits the estimator.
   *
   * @param y encoded labels, 0 to K - 1.
   * @param options only passed if there are any. The member supports sample weights by reading `options.sampleWeight`.
   */
  fit(x: X, y: number[], options?: FitOptions): unknown;
  /**
   * The label of each sample as `fit` was given it, so encoded, as an array or a typed array: [n]. Members that were fitted before
   * (`prefit`) predict labels of their own.
   */
  predict(x: X): Awaitable<ArrayLike<Label>>;
  /** A new, unfitted estimator with the same parameters. */
  clone(): Estimator<X>;
  /** Parameters by name; they appear in `getParams` of the ensemble as `name__parameter`. */
  getParams?(options?: { deep?: boolean }): Record<string, unknown>;
  /** Sets parameters by name; called by the ensemble's `setParams` for `name__parameter`. */
  setParams?(params: Record<string, unknown>): unknown;
  /** Frees resources that the garbage collector does not, such as tensors. The ensemble calls it for fitted clones that it no longer needs. */
  dispose?(): void;
  /** 'classifier' or undefined. An estimator of any other type is refused. */
  readonly estimatorType?: string | undefined;
  /** The number of features seen by `fit`. */
  readonly nFeaturesIn_?: number | undefined;
}

/** An estimator that predicts probabilities, as soft voting requires. */
export interface ProbabilisticEstimator<X = unknown> extends Estimator<X> {
  /** The probability of each class for each sample, as an array of arrays or of typed arrays: [n][K]. */
  predictProba(x: X): Awaitable<ArrayLike<ArrayLike<number>>>;
  clone(): ProbabilisticEstimator<X>;
}

/** The type of the members for a given `voting`. */
export type EstimatorFor<V extends Voting, X = unknown> = V extends 'soft' ? ProbabilisticEstimator<X> : Estimator<X>;

/** A name and an estimator, or 'drop' to leave the estimator out. */
export type NamedEstimator<V extends Voting = 'hard', X = unknown> = readonly [
  name: string,
  estimator: EstimatorFor<V, X> | 'drop',
];
