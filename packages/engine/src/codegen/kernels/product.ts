// The product of a batch with a matrix: forward with the weights, backward, to the layer before, with their transpose.
import { type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { Int } from '../assembler/scalar';
import { loadVector, type Vector, vector } from '../assembler/vector';
import type { Range } from '../range';
import type { WeightTiles } from '../weight-tiles';
import { eachBlock, eachTile } from './each-tile';
import { addProducts, groupsAtOnce } from './sum-of-products';

/** Maps four sums before they are stored; `at` + `offset` is their byte offset in the output rows. */
export type Finish = (
  f: FunctionBuilder,
  sum: Vector,
  at: Int,
  column: Int,
  offset: number,
  columnOffset: number,
) => Vector;

export interface Product {
  /** [n, inner] */
  readonly x: RowBlock;
  /** [inner, outer] */
  readonly tiles: WeightTiles;
  readonly weights: number;
  /** [n, outer] */
  readonly z: RowBlock;
  readonly finish: Finish;
}

// Rows of a tile that stay in the L1 cache while all samples use them: 256 rows of 4 vectors are 16 KB.
const BLOCK_ROWS = 256;

/** z[s][j] = finish(Σ_k x[s][k] w[k][j]), summed in the order of k, for all samples s and columns j. */
export function product(f: FunctionBuilder, rows: Range, asked: Product): void {
  const { x, tiles, weights, z, finish } = asked;
  const blocks = Math.ceil(tiles.rows / (BLOCK_ROWS * 1.5));
  const rowsInBlock = Math.ceil(tiles.rows / blocks);
  if (blocks === 1) pass(0, tiles.rows, true, true);
  else
    for (let block = 0; block < blocks; block++)
      pass(block * rowsInBlock, Math.min(tiles.rows, (block + 1) * rowsInBlock), block === 0, block === blocks - 1);

  /** Adds the products with rows `from` to `to` (exclusive) of the weights. */
  function pass(from: number, to: number, first: boolean, last: boolean): void {
    eachTile(f, tiles, (vectors, tile, column) => {
      const start = f.let(tile.add(from * vectors * VECTOR));
      const end = f.let(start.add((to - from) * vectors * VECTOR));
      eachBlock(f, rows, groupsAtOnce(vectors), (samples, s) => {
        const at = f.let(s.mul(z.stride).add(column));
        const sums = indices(samples * vectors).map((i) => {
          const offset = z.address + Math.floor(i / vectors) * z.stride + (i % vectors) * VECTOR;
          return f.let(first ? vector(0) : loadVector(at, offset));
        });
        addProducts(f, {
          sums,
          vectors,
          numbers: { start: s.mul(x.stride), offset: x.address + from * 4, step: 4, next: x.stride },
          rows: { start, offset: weights, step: vectors * VECTOR },
          end,
        });
        for (let q = 0; q < samples; q++)
          for (let i = 0; i < vectors; i++) {
            const sum = sums[q * vectors + i];
            const offset = q * z.stride + i * VECTOR;
            f.store(at, last ? finish(f, sum, at, column, offset, i * VECTOR) : sum, z.address + offset);
          }
      });
    });
  }
}

const indices = (count: number) => Array.from({ length: count }, (_, i) => i);
