// What every reader gives: the arrays of a data set as its files hold them. `toDataset` makes them one checked data set.
import type { NumericArray } from '@mlp-lab/core';

/** Numbers or names, one per picture. */
export type RawLabels = NumericArray | readonly (string | number)[];

/** One set of a data set. */
export interface RawSet {
  /** In row-major order. */
  readonly pixels: NumericArray;
  /** `[n, height, width]`, `[n, height × width]`, or with a last or second axis of colours. */
  readonly shape: readonly number[];
  readonly labels: RawLabels;
  /** The origin of the pixels, for messages. */
  readonly path: string;
  /** That of the labels. */
  readonly labelsPath: string;
  /** Whether the pixels are logical values. */
  readonly isLogical?: boolean;
}

/** A data set as its reader found it. */
export interface RawDataset {
  /** In words: 'IDX files', 'NumPy arrays (.npz)'. */
  readonly format: string;
  /** A better name than the source has. */
  readonly name?: string;
  readonly train: RawSet;
  /** Absent where the source has no test set. */
  readonly test?: RawSet;
  /** Class names by label, where the files have them. */
  readonly classNames?: readonly string[];
  /** Whether the pictures may lie as EMNIST's do, columns first. @default false */
  readonly mayBeTransposed?: boolean;
  /** Sentences on what the reader left out or changed. */
  readonly notes: readonly string[];
}
