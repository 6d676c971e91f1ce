// The call block: the arguments and results of calls into a module, as fields of one small block of memory. All addresses are byte
// addresses in the one memory.

/** The fields that describe the samples to read: byte offsets from the start of the block. */
export const SAMPLES_FIELD = {
  /** Sparse rows: address of count · blocks + 1 integers, the index of each row's first entry in each block of columns. */
  rowStarts: 0,
  /** Sparse rows: address of the entries. */
  entries: 4,
  /** Sparse rows of coded entries: address of 256 floats, each code's value minus the background. */
  codes: 8,
  /** Sparse rows: the float that every element without an entry has. */
  background: 12,
  /** Dense rows: address of the first row. */
  rows: 16,
  /** Dense rows: 1 for bytes, 0 for floats. */
  byteRows: 20,
  /** Address of the targets: integers (classes) or rows of floats. */
  targets: 24,
  /** Address of the sample weights, a float a row; 0 if there are none. */
  sampleWeights: 28,
} as const;

/** The other fields: byte offsets likewise. */
export const CALL_FIELD = {
  /** Address of the batch's row numbers. */
  order: 32,
  /** Address of the optimizer's scalars for this step. */
  scalars: 36,
  /** The step, counted from 0 over all epochs: the noise layers draw from it. */
  step: 40,
  /** The number of batches that the last call of `train` finished. */
  finished: 44,
  /** Results: sums over rows, as doubles, to which a call adds: the loss, then one double a metric. */
  lossSum: 56,
  metrics: 64,
} as const;

/** Bytes of an entry of a sparse row. */
export const ENTRY_BYTES = {
  /** A byte for the code of the element and one for its column within the block. */
  coded: 2,
  /** Two words: the column within the block, and the element minus the background. */
  wide: 8,
} as const;

/** Bytes of the values of 256 codes. */
export const CODES_BYTES = 256 * 4;

export type EntryKind = keyof typeof ENTRY_BYTES;

/** How rows are stored: as lists of entries, or in full. */
export type InputKind = EntryKind | 'dense';

export const callBlockBytes = (metrics: number): number => CALL_FIELD.metrics + 8 * metrics;
