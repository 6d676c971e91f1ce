// What the epoch loop asks of whatever does the arithmetic: compiled WebAssembly or TensorFlow.js.
import type { Sums } from '../program';

/** Batches `from` to `to` (exclusive) of an epoch; batch i has rows `order[i * batchSize …]`. */
export interface Slice {
  order: Uint32Array;
  from: number;
  to: number;
  /** The step of the epoch's batch 0, over all epochs: which noise is drawn. */
  firstStep: number;
  /**
   * The sums of the epoch's batches before `from`, which the result's go on from. Sums of doubles depend on their order: so
   * an epoch has the same sums, to the bit, however it is cut into slices. Default: zeros.
   */
  before?: Sums;
}

/** `before` and the slice's rows together; where a batch's loss is not finite, training stopped after that batch. */
export interface SliceResult extends Sums {
  divergedAt?: number;
}

export interface Trainer {
  /** Names of the metrics, in the order of `Sums.metrics`. */
  readonly metrics: readonly string[];
  train(slice: Slice): Promise<SliceResult> | SliceResult;
  /** On the validation rows, where there are any: in inference mode, without regularization, as `model.evaluate`. */
  validate?(): Promise<Sums> | Sums;
  /**
   * Writes weights and optimizer to the model, and remembers them in place of what was remembered before (at first, what
   * training started from). Where a weight is NaN or infinite it does nothing, and answers false: a step's loss is from before
   * the step, so that the last of all could hide it.
   */
  checkpoint(): Promise<boolean>;
  /** Goes back to what is remembered, in the model too. */
  rollback(): Promise<void>;
  dispose(): void;
}

/** What came to `before` to make it `after`. */
export const difference = (after: Sums, before: Sums): Sums => ({
  count: after.count - before.count,
  loss: after.loss - before.loss,
  metrics: after.metrics.map((metric, i) => metric - before.metrics[i]),
});

export const noSums = (metrics: number): Sums => ({ count: 0, loss: 0, metrics: new Array<number>(metrics).fill(0) });

/** The means, by the History's names. */
export function meansOf(sums: Sums, metrics: readonly string[], prefix = ''): Record<string, number> {
  const named = metrics.map((name, i) => [prefix + name, sums.metrics[i] / sums.count]);
  return Object.fromEntries([[`${prefix}loss`, sums.loss / sums.count], ...named]);
}

/** Whether no number is NaN or infinite. */
export function allFinite(arrays: readonly ArrayLike<number>[]): boolean {
  return arrays.every((numbers) => {
    for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return false;
    return true;
  });
}
