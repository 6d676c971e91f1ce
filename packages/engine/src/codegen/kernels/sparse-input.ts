// Memory and shapes of a first layer that reads sparse rows.
import type { EntryKind } from '../../memory/call-block';
import { type Layout, VECTOR, vectorsOf } from '../../memory/layout';
import type { WeightTiles } from '../weight-tiles';
import { type EntryFormat, entryFormat } from './entry-format';

/** How the columns of a row are cut: into so many blocks of so many, the last of them perhaps narrower. */
export interface ColumnBlocks {
  readonly blocks: number;
  readonly blockColumns: number;
}

/** Memory and shapes of the sparse input layer. */
export interface SparseInput extends ColumnBlocks {
  readonly inputs: number;
  readonly tiles: WeightTiles;
  readonly weights: number;
  readonly call: number;
  readonly entries: EntryKind;
  /** The values of codes, 256 floats. */
  readonly codes: number;
  readonly format: EntryFormat;
  /** The bias with the background's share, a row of the layer's output. */
  readonly bias: number;
  /** Per column, the end of its list of this batch. */
  readonly ends: number;
  /** Per column, its list: pairs of (distance of the sample's gradient row, value). */
  readonly lists: number;
  readonly listBytes: number;
  /** The background's share of a gradient row. */
  readonly share: number;
  /** Sums of a row on their way to where they belong. */
  readonly sums: number;
}

/** Bytes of an entry on a list. */
export const PAIR = 8;
const CACHE_LINE = 64;
export const CODES_BYTES = 256 * 4;

// So that a column is a byte; and of a layer of 50, the weights of so many pixels stay in the first-level cache while all rows of
// a batch pass.
const MOST_BLOCK_COLUMNS = 256;

/** The blocks of rows of so many columns, even ones. */
export function columnBlocks(inputs: number): ColumnBlocks {
  const blocks = Math.ceil(inputs / MOST_BLOCK_COLUMNS);
  return { blocks, blockColumns: Math.ceil(inputs / blocks) };
}

export function reserveSparseInput(
  layout: Layout,
  {
    inputs,
    tiles,
    batch,
    ...rest
  }: { inputs: number; batch: number; tiles: WeightTiles; weights: number; call: number; entries: EntryKind },
): SparseInput {
  const rowBytes = vectorsOf(tiles.columns) * VECTOR;
  const listBytes = batch * PAIR + CACHE_LINE; // were it a power of two, all lists would share a few sets of the cache
  const codes = layout.reserve(CODES_BYTES);
  return {
    ...rest,
    ...columnBlocks(inputs),
    inputs,
    tiles,
    codes,
    format: entryFormat(rest.entries, codes),
    bias: layout.reserve(rowBytes),
    share: layout.reserve(rowBytes),
    sums: layout.reserve(rowBytes),
    ends: layout.reserve(vectorsOf(inputs) * VECTOR),
    lists: layout.reserve(inputs * listBytes),
    listBytes,
  };
}
