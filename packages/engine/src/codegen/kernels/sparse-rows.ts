// The first layer over rows whose elements mostly have one value, the background (black pixels): only the others are multiplied.
// z = x W = background · Σ_k W[k] + Σ_k (x[k] - background) W[k], where most terms of the second sum are zero and skipped.
import { CALL_FIELD, CODES_BYTES, SAMPLES_FIELD } from '../../memory/call-block';
import { CACHE_LINE, type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import { type Int, int, loadInt } from '../assembler/scalar';
import { loadSplat, loadVector, type Vector, vector } from '../assembler/vector';
import { bytesOf, eachOf, type Range } from '../range';
import type { Team } from '../team';
import { appendToList, clearLists } from './column-lists';
import { rowEntries, touchRows } from './data-row';
import { eachTile } from './each-tile';
import { mapRows } from './each-vector';
import type { SparseInput } from './sparse-input';
import { sumOfRows } from './sum-of-rows';

/** bias ← own bias + background · Σ_k W[k], and copies the codes' values. Call it before the first batch after weights or samples changed. */
export function prepareInput(f: FunctionBuilder, input: SparseInput, ownBias: number | undefined, team: Team): void {
  const { tiles } = input;
  if (input.entries === 'coded') {
    const codes = f.let(loadInt(input.call, SAMPLES_FIELD.codes));
    const share = bytesOf(team.share(f, CODES_BYTES / VECTOR, CACHE_LINE / VECTOR), VECTOR);
    f.for(share.first, share.end, VECTOR, (at) => f.store(at, loadVector(codes.add(at)), input.codes));
  }
  const background = f.let(loadSplat(input.call, SAMPLES_FIELD.background));
  eachTile(
    f,
    tiles,
    (vectors, tile, column) => {
      const sums = Array.from({ length: vectors }, () => f.let(vector(0)));
      f.if(background.ne(0).bitmask(), () => {
        const end = f.let(tile.add(tiles.rows * vectors * VECTOR));
        const at = f.let(tile);
        f.while(
          () => at.ltU(end),
          () => {
            sums.forEach((sum, i) => {
              f.set(sum, sum.add(loadVector(at, input.weights + i * VECTOR)));
            });
            f.set(at, at.add(vectors * VECTOR));
          },
        );
      });
      sums.forEach((sum, i) => {
        const shift = sum.mul(background);
        const bias = ownBias === undefined ? shift : loadVector(column, ownBias + i * VECTOR).add(shift);
        f.store(column, bias, input.bias + i * VECTOR);
      });
    },
    team,
  );
}

export interface SparseProduct {
  readonly input: SparseInput;
  readonly z: RowBlock;
  /** Applied to z. */
  readonly activation?: (f: FunctionBuilder, z: Vector) => Vector;
  /** Whether to append entries to the lists of their columns, too. */
  readonly lists: boolean;
}

/**
 * Returns the code for z[s] = activation(bias + Σ over the entries of row order[s]), for a range of rows: block by block of columns, whose
 * weights stay in the L1 cache while all rows use them.
 */
export function sparseProduct(module: ModuleBuilder, product: SparseProduct) {
  const { input, z, activation, lists } = product;
  const { call, blocks, blockColumns } = input;
  const sums = sumOfEntries(module, product);
  return (f: FunctionBuilder, rows: Range): void => {
    const order = f.let(loadInt(call, CALL_FIELD.order));
    const rowStarts = f.let(loadInt(call, SAMPLES_FIELD.rowStarts));
    const rowStart = (s: Int) => rowStarts.add(loadInt(order.add(s.shl(2))).mul(4 * blocks));
    if (lists) clearLists(f, input);
    touchRows(f, input, rows, rowStart);
    const firstColumn = f.let(int(0));
    f.for(0, 4 * blocks, 4, (block) => {
      sums(f, (add) =>
        eachOf(f, rows, (s) => {
          const to = f.let(s.mul(z.stride).add(z.address));
          const initial = f.let(block.eq(0).select(input.bias, to));
          add({ ...rowEntries(f, input, f.let(rowStart(s).add(block))), initial, to, also: firstColumn });
        }),
      );
      f.set(firstColumn, firstColumn.add(blockColumns));
    });
    if (activation) mapRows(f, rows, [z], z, (value) => activation(f, value));
  };
}

function sumOfEntries(module: ModuleBuilder, { input, z, lists }: SparseProduct) {
  const list = {
    step: input.reader.step,
    read: (at: Int, firstColumn: Int) => {
      const { column, value } = input.reader.read(at);
      return { factor: value, row: column.add(firstColumn) };
    },
  };
  return sumOfRows(module, list, {
    tiles: input.tiles,
    address: input.weights,
    place: ({ tile }) => tile,
    row: (column, vectors) => column.mul(vectors * VECTOR),
    each: lists
      ? (f, { row: column, factor }, to) => appendToList(f, input, column, f.let(to.sub(z.address)), factor)
      : undefined,
  });
}
