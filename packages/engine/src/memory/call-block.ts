// What JavaScript and the compiled functions tell each other, as cells at fixed places of one small block: which data set
// to read, where the batch's rows are named, what came out. Addresses are in bytes of the one memory.

/** Where it says what of a data set lies where: offsets in bytes from the start of the block. */
export const SAMPLES_FIELD = {
  /** Sparse rows: address of count · blocks + 1 integers, the first entry of each row's part in each block of columns. */
  rowStarts: 0,
  /** Sparse rows: address of the entries. */
  entries: 4,
  /** Sparse rows of coded entries: address of 256 floats, the value of each code less the background. */
  codes: 8,
  /** Sparse rows: the float that all elements without an entry have. */
  background: 12,
  /** Dense rows: address of the first. */
  rows: 16,
  /** Dense rows: 1 where they are bytes, 0 where they are floats. */
  byteRows: 20,
  /** Address of the targets: integers (classes) or rows of floats. */
  targets: 24,
  /** Address of a float a row, by which its loss counts; 0 for none. */
  sampleWeights: 28,
} as const;

/** The same of the rest. */
export const CALL_FIELD = {
  /** Address of the batch's row numbers. */
  order: 32,
  /** Address of this step's scalars of the optimizer. */
  scalars: 36,
  /** The step counted from 0 over all epochs, from which noise is drawn. */
  step: 40,
  /** How many batches the last call to `train` finished. */
  finished: 44,
  /** A double to take apart. */
  scratch: 48,
  /** Results: sums over rows, as doubles, which JavaScript sets to 0 before a call: the loss, then a double a metric. */
  lossSum: 56,
  metrics: 64,
} as const;

/** Bytes of an entry of a sparse row. */
export const ENTRY_BYTES = {
  /** A byte for the code of the element, and one for its column within the block. */
  coded: 2,
  /** Two words: the column within the block, and the element less the background. */
  wide: 8,
} as const;

export type EntryKind = keyof typeof ENTRY_BYTES;

/** How the rows of a data set are kept: as lists of entries, or in full. */
export type InputKind = EntryKind | 'dense';

export const callBlockBytes = (metrics: number): number => CALL_FIELD.metrics + 8 * metrics;
