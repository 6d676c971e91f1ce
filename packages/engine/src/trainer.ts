// What the epoch loop asks of whatever does the arithmetic: compiled WebAssembly or TensorFlow.js.
import type { Sums } from './program';

/** Batches `from` to `to` (exclusive) of an epoch; batch i has rows `order[i * batchSize …]`. */
export interface Slice {
  order: Uint32Array;
  from: number;
  to: number;
  /** The step of the epoch's batch 0, over all epochs: which noise is drawn. */
  firstStep: number;
}

/** Sums over the rows of a slice; where a batch's loss is not finite, training stopped after that batch. */
export interface SliceResult extends Sums {
  divergedAt?: number;
}

export interface Trainer {
  /** Names of the metrics, in the order of `Sums.metrics`. */
  readonly metrics: readonly string[];
  train(slice: Slice): Promise<SliceResult> | SliceResult;
  /** On the validation rows, where there are any: in inference mode, without regularization, as `model.evaluate`. */
  validate?(): Promise<Sums> | Sums;
  /** Whether a weight is NaN or infinite: a step's loss is from before it, so that the last step of all could hide it. */
  broken(): Promise<boolean> | boolean;
  /** Remembers weights and optimizer, in place of what was remembered before. */
  remember(): Promise<void> | void;
  /** Goes back to what was remembered. */
  recall(): Promise<void> | void;
  /** Writes weights and optimizer to the model: after this, and at any time after it, the model can be used. */
  writeBack(): Promise<void> | void;
  dispose(): void;
}

/** Adds b to a. */
export function addSums(a: Sums, b: Sums): void {
  a.count += b.count;
  a.loss += b.loss;
  for (const [i, metric] of b.metrics.entries()) a.metrics[i] += metric;
}

export const noSums = (metrics: number): Sums => ({ count: 0, loss: 0, metrics: new Array<number>(metrics).fill(0) });

/** The means, by the History's names. */
export function meansOf(sums: Sums, metrics: readonly string[], prefix = ''): Record<string, number> {
  const named = metrics.map((name, i) => [prefix + name, sums.metrics[i] / sums.count]);
  return Object.fromEntries([[`${prefix}loss`, sums.loss / sums.count], ...named]);
}

export const allFinite = (numbers: Iterable<ArrayLike<number>>): boolean =>
  [...numbers].every((array) => Array.prototype.every.call(array, Number.isFinite));
