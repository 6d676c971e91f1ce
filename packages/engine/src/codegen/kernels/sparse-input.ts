// Memory and shapes of a first layer that reads sparse rows.
import { type Layout, VECTOR, vectorsOf } from '../layout';
import type { WeightTiles } from '../weight-tiles';

/** Memory and shapes of the sparse input layer. */
export interface SparseInput {
  readonly inputs: number;
  readonly tiles: WeightTiles;
  readonly weights: number;
  readonly call: number;
  /** The bias with the background's share, a row of the layer's output. */
  readonly bias: number;
  /** Entries of one row: pairs of (column · 4, value). */
  readonly entries: number;
  /** Per column, the end of its list of this batch. */
  readonly ends: number;
  /** Per column, its list: pairs of (distance of the sample's gradient row, value). */
  readonly lists: number;
  readonly listBytes: number;
  /** The background's share of a gradient row. */
  readonly share: number;
}

/** Bytes of an entry once expanded, and on a list. */
export const PAIR = 8;
export const CACHE_LINE = 64;
// V8 moves all loads of a loop's turn before its arithmetic: 7 loads, 7 sums and a factor are the 15 registers that it has.
export const SPARSE_TILE_VECTORS = 7;

export function reserveSparseInput(
  layout: Layout,
  {
    inputs,
    tiles,
    batch,
    ...rest
  }: { inputs: number; batch: number; tiles: WeightTiles; weights: number; call: number },
): SparseInput {
  const rowBytes = vectorsOf(tiles.columns) * VECTOR;
  const listBytes = batch * PAIR + CACHE_LINE; // were it a power of two, all lists would share a few sets of the cache
  return {
    ...rest,
    inputs,
    tiles,
    bias: layout.reserve(rowBytes),
    share: layout.reserve(rowBytes),
    entries: layout.reserve(inputs * PAIR + 64),
    ends: layout.reserve(vectorsOf(inputs) * VECTOR),
    lists: layout.reserve(inputs * listBytes),
    listBytes,
  };
}
