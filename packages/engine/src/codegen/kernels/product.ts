// The product of a batch with a matrix: forward with the weights, backward, to the layer before, with their transpose.
import { type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import { baseAndOffset, type Int, type IntLike } from '../assembler/scalar';
import { loadVector, type Vector, vector } from '../assembler/vector';
import type { Range } from '../range';
import type { WeightTiles } from '../weight-tiles';
import { eachBlock, eachTile } from './each-tile';
import { addProducts, groupsAtOnce } from './sum-of-products';

/** Maps four sums before they are stored; `at` + `offset` is their byte offset in the output rows. */
export type Finish = (f: FunctionBuilder, sum: Vector, at: Int, offset: number) => Vector;

export interface Product {
  /** [n, inner] */
  readonly x: Rows;
  /** [inner, outer] */
  readonly tiles: WeightTiles;
  readonly weights: IntLike;
  /** [n, outer] */
  readonly z: Rows;
  /** The address of a row that is added to each row of sums; 0 for none. */
  readonly bias: IntLike;
  /** Default: the sums as they are. */
  readonly finish?: Finish;
}

interface Rows extends Pick<RowBlock, 'stride'> {
  readonly address: IntLike;
}

// Rows of a tile that stay in the L1 cache while all samples use them: 256 rows of 4 vectors are 16 KB.
const BLOCK_ROWS = 256;

/**
 * z[s][j] = finish(Σ_k x[s][k] w[k][j] + bias[j]), summed in the order of k, for all samples s and columns j. Without `finish`, layers of
 * the same shape share the code.
 */
export function product(module: ModuleBuilder, f: FunctionBuilder, rows: Range, asked: Product): void {
  const { x, tiles, weights, z, bias, finish } = asked;
  if (finish) {
    multiply(f, rows, asked);
    return;
  }
  const name = `product ${JSON.stringify([x.stride, tiles, z.stride, !bias])}`;
  const shared = module.defineOnce(name, 6, (own, first, end, ofX, ofWeights, ofZ, ofBias) =>
    multiply(
      own,
      { first, end },
      {
        x: { ...x, address: ofX },
        tiles,
        weights: ofWeights,
        z: { ...z, address: ofZ },
        bias: bias && ofBias,
      },
    ),
  );
  f.call(shared, rows.first, rows.end, x.address, weights, z.address, bias);
}

function multiply(f: FunctionBuilder, rows: Range, { x, tiles, weights, z, bias, finish }: Product): void {
  const [[ofX, xOffset], [ofWeights, weightsOffset], [ofZ, zOffset]] = [x.address, weights, z.address].map(
    baseAndOffset,
  );
  const blocks = Math.ceil(tiles.rows / (BLOCK_ROWS * 1.5));
  const rowsInBlock = Math.ceil(tiles.rows / blocks);
  if (blocks === 1) pass(0, tiles.rows, true, true);
  else
    for (let block = 0; block < blocks; block++)
      pass(block * rowsInBlock, Math.min(tiles.rows, (block + 1) * rowsInBlock), block === 0, block === blocks - 1);

  /** Adds the products with rows `from` to `to` (exclusive) of the weights. */
  function pass(from: number, to: number, first: boolean, last: boolean): void {
    eachTile(f, tiles, (vectors, tile, column) => {
      const start = f.let(tile.add(from * vectors * VECTOR).add(ofWeights));
      const end = f.let(start.add((to - from) * vectors * VECTOR));
      eachBlock(f, rows, groupsAtOnce(vectors), (samples, s) => {
        const at = f.let(s.mul(z.stride).add(column).add(ofZ));
        const sums = indices(samples * vectors).map((i) => {
          const offset = zOffset + Math.floor(i / vectors) * z.stride + (i % vectors) * VECTOR;
          return f.let(first ? vector(0) : loadVector(at, offset));
        });
        addProducts(f, {
          sums,
          vectors,
          numbers: { start: s.mul(x.stride).add(ofX), offset: xOffset + from * 4, step: 4, next: x.stride },
          rows: { start, offset: weightsOffset, step: vectors * VECTOR },
          end,
        });
        for (let q = 0; q < samples; q++)
          for (let i = 0; i < vectors; i++) {
            const sum = sums[q * vectors + i];
            const offset = q * z.stride + i * VECTOR;
            f.store(at, last ? whole(sum, at, offset, column, i * VECTOR) : sum, zOffset + offset);
          }
      });
    });
  }

  function whole(sum: Vector, at: Int, offset: number, column: Int, columnOffset: number): Vector {
    const [ofBias, biasOffset] = baseAndOffset(bias);
    const value = bias ? sum.add(loadVector(column.add(ofBias), biasOffset + columnOffset)) : sum;
    return finish ? finish(f, f.let(value), at, offset) : value;
  }
}

const indices = (count: number) => Array.from({ length: count }, (_, i) => i);
