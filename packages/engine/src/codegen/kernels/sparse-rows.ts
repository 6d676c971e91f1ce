// The first layer on rows of which most elements are alike (the black of a picture): only the others are multiplied.
// z = x W = background · Σ_k W[k] + Σ_k (x[k] - background) W[k], where most terms of the second sum are zero and left out.
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int, loadFloat, loadInt } from '../assembler/scalar';
import { loadSplat, loadVector, splat, vector, vectorOfInt } from '../assembler/vector';
import { CELL } from '../call-block';
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
  const listBytes = batch * PAIR;
  return {
    ...rest,
    inputs,
    tiles,
    bias: layout.reserve(rowBytes),
    share: layout.reserve(rowBytes),
    entries: layout.reserve(inputs * PAIR + 64),
    ends: layout.reserve(inputs * 4),
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
function expandRow(f: FunctionBuilder, { call, entries }: SparseInput, start: Int): Int {
  const first = f.let(loadInt(start));
  const length = f.let(loadInt(start, 4).minus(first));
  const from = f.let(loadInt(call, CELL.entries));
  f.if(
    loadInt(call, CELL.wideEntries),
    () =>
      f.for(0, length.shiftLeft(3), PAIR, (at) => {
        const entry = f.let(from.plus(first.shiftLeft(3)).plus(at));
        f.store(at, loadInt(entry).shiftLeft(2), entries);
        f.store(at, loadFloat(entry, 4), entries + 4);
      }),
    () => {
      const codes = f.let(loadInt(call, CELL.codes));
      const at = f.let(int(0));
      f.for(0, length.shiftLeft(2), 4 * 4, (four) => {
        const words = f.let(loadVector(from.plus(first.shiftLeft(2)).plus(four)));
        const columns = f.let(words.shiftRightInt(8).shiftLeftInt(2));
        const places = f.let(words.and(vectorOfInt(255)).shiftLeftInt(2));
        for (let lane = 0; lane < 4; lane++) {
          const value = loadInt(codes.plus(places.laneInt(lane)));
          f.store(at, columns.laneInt(lane), entries + lane * PAIR);
          f.store(at, value, entries + lane * PAIR + 4);
        }
        f.set(at, at.plus(4 * PAIR));
      });
    },
  );
  return length.shiftLeft(3);
}

function clearLists(f: FunctionBuilder, { inputs, ends, lists, listBytes }: SparseInput): void {
  const at = f.let(int(lists));
  f.for(0, inputs * 4, 4, (column) => {
    f.store(column, at, ends);
    f.set(at, at.plus(listBytes));
  });
}

function appendToLists(f: FunctionBuilder, { entries, ends }: SparseInput, end: Int, gradientRow: Int): void {
  f.for(0, end, PAIR, (at) => {
    const column = f.let(loadInt(at, entries));
    const place = f.let(loadInt(column, ends));
    f.store(place, gradientRow);
    f.store(place, loadInt(at, entries + 4), 4);
    f.store(column, place.plus(PAIR), ends);
  });
}
