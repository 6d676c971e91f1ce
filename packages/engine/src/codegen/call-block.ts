// What JavaScript and the compiled functions tell each other, as cells at fixed places of one small block: which data set
// to read, where the batch's rows are named, what came out. Addresses are in bytes of the one memory.

/** Offsets in bytes from the start of the block. */
export const CELL = {
  /** Sparse rows: address of count + 1 integers, the first entry of each row. */
  rowStarts: 0,
  /** Sparse rows: address of the entries. */
  entries: 4,
  /** Sparse rows: how an entry is written, one of `ENTRY`. */
  entryKind: 8,
  /** Sparse rows: address of 256 floats, the value of each code less the background. */
  codes: 12,
  /** Sparse rows: the float that all elements without an entry have. */
  background: 16,
  /** Dense rows: address of the first. */
  rows: 20,
  /** Dense rows: 1 where they are bytes, 0 where they are floats. */
  byteRows: 24,
  /** Address of the targets: integers (classes) or rows of floats. */
  targets: 28,
  /** Address of a float a row, by which its loss counts; 0 for none. */
  sampleWeights: 32,
  /** Address of the batch's row numbers. */
  order: 36,
  /** Address of this step's scalars of the optimizer. */
  scalars: 40,
  /** The step counted from 0 over all epochs, from which noise is drawn. */
  step: 44,
  /** How many batches the last call to `train` finished. */
  finished: 48,
  /** The key of this step's noise, two words. */
  noiseKey: 56,
  /** A double to take apart. */
  scratch: 64,
  /** Results: sums over rows, as doubles, which JavaScript sets to 0 before a call: the loss, then a double a metric. */
  lossSum: 72,
  metrics: 80,
} as const;

export const ENTRY = {
  /** A word: column · 256 + the element, a byte. */
  byte: 0,
  /** A word: column · 256 + the element's code. */
  code: 1,
  /** Two words: the column, and the element less the background. */
  wide: 2,
} as const;

export const MOST_METRICS = 16;
export const CALL_BLOCK_BYTES = CELL.metrics + 8 * MOST_METRICS;

/** Floats of `CELL.scalars` a step. */
export const SCALARS = 8;
