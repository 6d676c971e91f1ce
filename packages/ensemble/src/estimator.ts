// What an ensemble asks of its members: scikit-learn's estimator, in camelCase, synchronous or not.
import type { Probabilities } from './soft-vote';

/** How the members' answers become one: by their classes or by their probabilities. */
export type Voting = 'hard' | 'soft';

/** The value, or a promise of it: members may work elsewhere. */
export type Awaitable<Value> = Value | Promise<Value>;

export interface FitOptions {
  /** One number a row: how much it counts. Handed to the members as it is; null or absent hands them nothing. */
  sampleWeight?: ArrayLike<number> | null;
}

/** A member of an ensemble. `X` is whatever holds the rows: the ensemble hands it on untouched. */
export interface Estimator<X = unknown> {
  /**
   * Learns from rows and their classes.
   *
   * @param y encoded labels, 0 to K - 1.
   * @param options absent unless there are sample weights. A member takes them by reading `options.sampleWeight`.
   */
  fit(x: X, y: number[], options?: FitOptions): unknown;
  /** The encoded label of each row. */
  predict(x: X): Awaitable<ArrayLike<number>>;
  /** Another estimator with the same parameters, not fitted. */
  clone(): Estimator<X>;
  /** Parameters by name, for `getParams` of the ensemble. */
  getParams?(options?: { deep?: boolean }): Record<string, unknown>;
  /** Sets parameters by name, for `name__parameter` of the ensemble's `setParams`. */
  setParams?(params: Record<string, unknown>): unknown;
  /** Frees what is not freed by itself, such as tensors. The ensemble calls it for fitted clones that it has no more use for. */
  dispose?(): void;
  /** Absent or 'classifier'; anything else is refused as a member. */
  readonly estimatorType?: string;
  /** The number of features seen by `fit`. */
  readonly nFeaturesIn_?: number;
}

/** A member that gives probabilities, as soft voting needs. */
export interface ProbabilisticEstimator<X = unknown> extends Estimator<X> {
  /** n rows of K numbers, a column a class. */
  predictProba(x: X): Awaitable<Probabilities>;
  clone(): ProbabilisticEstimator<X>;
}

/** The members that a voting takes. */
export type EstimatorFor<V extends Voting, X = unknown> = V extends 'soft' ? ProbabilisticEstimator<X> : Estimator<X>;

/** A member under its name, or a name whose member is left out. */
export type NamedEstimator<V extends Voting = 'hard', X = unknown> = readonly [
  name: string,
  estimator: EstimatorFor<V, X> | 'drop',
];
