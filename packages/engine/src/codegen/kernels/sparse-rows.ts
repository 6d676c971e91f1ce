// The first layer on rows of which most elements are alike (the black of a picture): only the others are multiplied.
// z = x W = background · Σ_k W[k] + Σ_k (x[k] - background) W[k], where most terms of the second sum are zero and left out.
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int, loadFloat, loadInt, loadLong } from '../assembler/scalar';
import { lanesOfInt, loadSplat, loadVector, splat, vector, vectorOfInt } from '../assembler/vector';
import { CELL, ENTRY } from '../call-block';
import { type Layout, type RowBlock, VECTOR, vectorsOf } from '../layout';
import type { WeightTiles } from '../weight-tiles';
import { eachTile } from './each-tile';
import type { Finish } from './product';

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

const PAIR = 8;
const CACHE_LINE = 64;
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

/** bias ← own bias + background · Σ_k W[k]: before the first batch after the weights changed. */
export function shiftBias(f: FunctionBuilder, input: SparseInput, ownBias: number | undefined): void {
  const { tiles } = input;
  const background = f.let(loadFloat(input.call, CELL.background));
  eachTile(f, tiles, (vectors, tile, column) => {
    const sums = Array.from({ length: vectors }, () => f.let(vector(0)));
    f.if(background.equals(0).equals(0), () => {
      const end = f.let(tile.plus(tiles.rows * vectors * VECTOR));
      const at = f.let(tile);
      f.while(
        () => at.below(end),
        () => {
          sums.forEach((sum, i) => {
            f.set(sum, sum.plus(loadVector(at, input.weights + i * VECTOR)));
          });
          f.set(at, at.plus(vectors * VECTOR));
        },
      );
    });
    sums.forEach((sum, i) => {
      const shift = sum.times(splat(background));
      const bias = ownBias === undefined ? shift : loadVector(column, ownBias + i * VECTOR).plus(shift);
      f.store(column, bias, input.bias + i * VECTOR);
    });
  });
}

/** z[s] = finish(Σ over the entries of row order[s]); where `lists`, each entry is also put on its column's list. */
export function sparseProduct(
  f: FunctionBuilder,
  {
    order,
    count,
    input,
    z,
    finish,
    lists,
  }: {
    order: Int;
    count: Int;
    input: SparseInput;
    z: RowBlock;
    finish: Finish;
    lists: boolean;
  },
): void {
  if (lists) clearLists(f, input);
  const rowStarts = f.let(loadInt(input.call, CELL.rowStarts));
  touchRows(f, input, rowStarts, order, count);
  f.for(0, count, 1, (s) => {
    const end = f.let(expandRow(f, input, rowStarts.plus(loadInt(order.plus(s.shiftLeft(2))).shiftLeft(2))));
    eachTile(f, input.tiles, (vectors, tile, column) => {
      const sums = Array.from({ length: vectors }, () => f.let(vector(0)));
      const at = f.let(int(0));
      f.while(
        () => at.below(end),
        () => {
          const x = f.let(loadSplat(at, input.entries + 4));
          const row = f.let(tile.plus(loadInt(at, input.entries).times((vectors * VECTOR) / 4)));
          sums.forEach((sum, i) => {
            f.set(sum, sum.plus(loadVector(row, input.weights + i * VECTOR).times(x)));
          });
          f.set(at, at.plus(PAIR));
        },
      );
      const place = f.let(s.times(z.stride).plus(column));
      sums.forEach((sum, i) => {
        f.store(place, finish(f, sum, place, column, i * VECTOR, i * VECTOR), z.address + i * VECTOR);
      });
    });
    if (lists) appendToLists(f, input, end, f.let(s.times(z.stride)));
  });
}

/** Writes a row's entries as pairs (column · 4, value): the bytes that they take. `start` is the address of the row's start. */
function expandRow(f: FunctionBuilder, input: SparseInput, start: Int): Int {
  const first = f.let(loadInt(start));
  const length = f.let(loadInt(start, 4).minus(first));
  const kind = f.let(loadInt(input.call, CELL.entryKind));
  const from = f.let(loadInt(input.call, CELL.entries).plus(first.shiftLeft(2)));
  f.if(
    kind.equals(ENTRY.byte),
    () => expandBytes(f, input, from, length),
    () =>
      f.if(
        kind.equals(ENTRY.code),
        () => expandCodes(f, input, from, length),
        () => expandWide(f, input, f.let(from.plus(first.shiftLeft(2))), length),
      ),
  );
  return length.shiftLeft(3);
}

/**
 * Reads a word of each cache line of all rows of the batch: they lie anywhere in the data set, and fetched together they wait
 * for memory once and not each on its own. The sum goes where nobody looks.
 */
function touchRows(f: FunctionBuilder, { call }: SparseInput, rowStarts: Int, order: Int, count: Int): void {
  const sum = f.let(int(0));
  const entries = f.let(loadInt(call, CELL.entries));
  f.for(0, f.let(count.shiftLeft(2)), 4, (s) => {
    const start = f.let(rowStarts.plus(loadInt(order.plus(s)).shiftLeft(2)));
    const end = f.let(entries.plus(loadInt(start, 4).shiftLeft(2)));
    f.for(entries.plus(loadInt(start).shiftLeft(2)), end, CACHE_LINE, (line) => f.set(sum, sum.plus(loadInt(line))));
  });
  f.store(call, sum, CELL.scratch);
}

/** Four at a time; up to three beyond the last, which nobody reads. */
function expandBytes(f: FunctionBuilder, { call, entries }: SparseInput, from: Int, length: Int): void {
  const background = f.let(splat(loadFloat(call, CELL.background)));
  const end = f.let(from.plus(length.shiftLeft(2)));
  const at = f.let(int(0));
  f.for(from, end, VECTOR, (four) => {
    const words = f.let(loadVector(four));
    const columns = f.let(words.shiftRightInt(8).shiftLeftInt(2));
    const values = f.let(words.and(vectorOfInt(255)).toFloat().minus(background));
    f.store(at, columns.shuffle(values, [0, 4, 1, 5]), entries);
    f.store(at, columns.shuffle(values, [2, 6, 3, 7]), entries + VECTOR);
    f.set(at, at.plus(4 * PAIR));
  });
}

function expandCodes(f: FunctionBuilder, { call, entries }: SparseInput, from: Int, length: Int): void {
  const codes = f.let(loadInt(call, CELL.codes));
  f.for(0, f.let(length.shiftLeft(2)), 4, (word) => {
    const entry = f.let(loadInt(from.plus(word)));
    const at = f.let(word.shiftLeft(1));
    f.store(at, entry.shiftRight(8).shiftLeft(2), entries);
    f.store(at, loadInt(codes.plus(entry.and(255).shiftLeft(2))), entries + 4);
  });
}

function expandWide(f: FunctionBuilder, { entries }: SparseInput, from: Int, length: Int): void {
  f.for(0, f.let(length.shiftLeft(3)), PAIR, (at) => {
    const entry = f.let(from.plus(at));
    f.store(at, loadInt(entry).shiftLeft(2), entries);
    f.store(at, loadFloat(entry, 4), entries + 4);
  });
}

/** All lists empty: each ends where it starts. */
function clearLists(f: FunctionBuilder, { inputs, ends, lists, listBytes }: SparseInput): void {
  const starts = f.let(lanesOfInt(lists, lists + listBytes, lists + 2 * listBytes, lists + 3 * listBytes));
  f.for(0, inputs * 4, VECTOR, (column) => {
    f.store(column, starts, ends);
    f.set(starts, starts.plusInt(vectorOfInt(4 * listBytes)));
  });
}

/** Puts (distance of the gradient row, value) on the list of each entry's column. */
function appendToLists(f: FunctionBuilder, { entries, ends }: SparseInput, end: Int, gradientRow: Int): void {
  const row = f.let(gradientRow.toLong());
  f.for(0, end, PAIR, (at) => {
    const pair = f.let(loadLong(at, entries));
    const column = f.let(pair.low());
    const place = f.let(loadInt(column, ends));
    f.store(place, pair.upperHalf().or(row));
    f.store(column, place.plus(PAIR), ends);
  });
}
