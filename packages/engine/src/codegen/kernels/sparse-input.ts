// Memory and shapes of a first layer that reads sparse rows.
import { CODES_BYTES, type EntryKind } from '../../memory/call-block';
import { type ColumnBlocks, columnBlocks } from '../../memory/column-blocks';
import { CACHE_LINE, type Layout, VECTOR, vectorsOf } from '../../memory/layout';
import type { Own, Team } from '../team';
import type { WeightTiles } from '../weight-tiles';
import { type EntryReader, entryReader } from './entry-reader';

/** Memory and shapes of the sparse input layer. */
export interface SparseInput extends ColumnBlocks {
  readonly inputs: number;
  readonly tiles: WeightTiles;
  readonly weights: number;
  readonly call: number;
  readonly entries: EntryKind;
  /** Address of the codes' values, 256 floats. */
  readonly codes: number;
  readonly reader: EntryReader;
  /** Address of a row of the layer's output: the bias plus the background's share. */
  readonly bias: number;
  /** A word a column: the end of the column's list in the thread's rows. */
  readonly ends: Own;
  /** The columns' lists: pairs of (offset of the sample's gradient row, value). */
  readonly lists: Own;
  readonly listBytes: number;
  /** The background's share of a gradient row. */
  readonly share: Own;
  /** Memory for one row of sums. */
  readonly sums: Own;
  /** Written and never read. */
  readonly scratch: Own;
}

/** Bytes of an entry on a list. */
export const PAIR_BYTES = 8;

export function reserveSparseInput(
  layout: Layout,
  team: Team,
  {
    inputs,
    tiles,
    batch,
    ...rest
  }: { inputs: number; batch: number; tiles: WeightTiles; weights: number; call: number; entries: EntryKind },
): SparseInput {
  const rowBytes = vectorsOf(tiles.columns) * VECTOR;
  const listBytes = batch * PAIR_BYTES + CACHE_LINE; // no power of two, with which all lists would share a few sets of the cache
  const codes = layout.reserve(CODES_BYTES);
  return {
    ...rest,
    ...columnBlocks(inputs),
    inputs,
    tiles,
    codes,
    reader: entryReader(rest.entries, codes),
    bias: layout.reserve(rowBytes),
    share: team.reserve(rowBytes),
    sums: team.reserve(rowBytes),
    ends: team.reserve(vectorsOf(inputs) * VECTOR),
    lists: team.reserve(inputs * listBytes),
    scratch: team.reserve(CACHE_LINE),
    listBytes,
  };
}
