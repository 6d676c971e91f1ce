// The first layer on rows of which most elements are alike (the black of a picture): only the others are multiplied.
// z = x W = background · Σ_k W[k] + Σ_k (x[k] - background) W[k], where most terms of the second sum are zero and left out.
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int, loadFloat, loadInt } from '../assembler/scalar';
import { loadSplat, loadVector, splat, vector } from '../assembler/vector';
import { CELL } from '../call-block';
import { type RowBlock, VECTOR } from '../layout';
import { appendToLists, clearLists } from './column-lists';
import { eachTile } from './each-tile';
import { expandRow, touchRows } from './expand-row';
import type { Finish } from './product';
import { PAIR, type SparseInput } from './sparse-input';

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
