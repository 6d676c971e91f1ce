// What a compiled module imports and exports.

/** What the module imports besides its memory. */
export interface Imports {
  /** The number of the thread in its team; without a team, it is not imported. */
  readonly thread?: number;
  /** Turns `count` random words at `address` into normally distributed floats for the noise layer with this ordinal. */
  normals(count: number, address: number, ordinal: number): void;
}

/** What the module exports. Addresses and counts are integers. */
export interface Exports {
  /** Trains on the `rows` rows whose numbers start at address `order`, in batches of `batch`, with a row of scalars for each step from `scalars` on. */
  train(order: number, rows: number, batch: number, scalars: number): void;
  /** Computes what depends on the weights and samples alone; call it before `forward` and `evaluate`. */
  prepare(): void;
  /** Computes the outputs of `rows` rows, at most the capacity. */
  forward(order: number, rows: number): void;
  /** Does the same, and adds loss and metrics to the sums. */
  evaluate(order: number, rows: number): void;
}
