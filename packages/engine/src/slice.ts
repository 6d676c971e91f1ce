// A slice of an epoch and the sums that it gives: what the epoch loop and the arithmetic exchange.

/** Sums over rows: divide by `count` for the means of the History. */
export interface Sums {
  count: number;
  /** Σ over batches of (the batch's loss, with regularization in training) · rows. */
  loss: number;
  /** One a metric. */
  metrics: number[];
}

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
