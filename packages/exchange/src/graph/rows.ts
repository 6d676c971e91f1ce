// A point of a foreign graph while it is read.
import type { Term } from '@mlp-lab/core';
import type { Columns } from './columns';

/** Rows at some point of the network: a formula of a layer's output, or its columns scaled and shifted. */
export interface Rows {
  readonly layer: number;
  readonly term: Term;
  /** Operations in the formula, repeated parts counted each time. */
  readonly size: number;
  /** A factor and a summand for each number of a row; there is no formula then. */
  readonly columns?: Columns;
  /** The index of the layer that this became. */
  made?: number;
}
