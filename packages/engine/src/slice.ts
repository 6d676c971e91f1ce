// A slice of an epoch and its sums: what the epoch loop and the trainers exchange.

/** Sums over rows. Divided by `count`, they are the means of the History. */
export interface Sums {
  count: number;
  /** Σ over batches of (the batch's loss, in training with its penalties) · rows. */
  loss: number;
  /** One number a metric. */
  metrics: number[];
}

/** Batches `from` to `to` (exclusive) of an epoch. Batch i has the rows `order[i * batchSize …]`. */
export interface Slice {
  order: Uint32Array;
  from: number;
  to: number;
  /** The step of the epoch's batch 0, counted over all epochs: noise layers draw from it. */
  firstStep: number;
  /**
   * The sums of the epoch's batches before `from`, to which the result adds. Sums of doubles depend on their order: this way an
   * epoch has the same sums, to the bit, however it is cut into slices. Default: zeros.
   */
  before?: Sums;
}

/** `before` plus the slice's rows. Training stops after a batch whose loss is not finite: `divergedAt`. */
export interface SliceResult extends Sums {
  divergedAt?: number;
}

/** `after` minus `before`. */
export const difference = (after: Sums, before: Sums): Sums => ({
  count: after.count - before.count,
  loss: after.loss - before.loss,
  metrics: after.metrics.map((metric, i) => metric - before.metrics[i]),
});

export const noSums = (metrics: number): Sums => ({ count: 0, loss: 0, metrics: new Array<number>(metrics).fill(0) });

/** The means, under the History's names. */
export function meansOf(sums: Sums, metrics: readonly string[], prefix = ''): Record<string, number> {
  const named = metrics.map((name, i) => [prefix + name, sums.metrics[i] / sums.count]);
  return Object.fromEntries([[`${prefix}loss`, sums.loss / sums.count], ...named]);
}
