// The product of a batch with a matrix: forward with the weights, backward, to the layer before, with their transpose.
import { type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import type { Int } from '../assembler/scalar';
import { loadVector, type Vector, vector } from '../assembler/vector';
import type { Range } from '../range';
import type { WeightTiles } from '../weight-tiles';
import { eachBlock, eachTile } from './each-tile';
import { addProducts, groupsAtOnce } from './sum-of-products';

/** Maps four sums before they are stored. */
export interface Finish {
  /** Says all that `map` depends on: layers of the same shape and finish share the code. */
  readonly name: string;
  /** @param other the numbers at the same place in `rows` */
  readonly map: (f: FunctionBuilder, sum: Vector, other: Vector) => Vector;
  /** The address of rows of the shape of z; anything if `map` needs none. */
  readonly rows: number;
}

export interface Product {
  /** [n, inner] */
  readonly x: RowBlock;
  /** [inner, outer] */
  readonly tiles: WeightTiles;
  readonly weights: number;
  /** [n, outer] */
  readonly z: RowBlock;
  /** The address of a row that is added to each row of sums; 0 for none. */
  readonly bias: number;
  /** Default: the sums as they are. */
  readonly finish?: Finish;
}

// Rows of a tile that stay in the L1 cache while all samples use them: 256 rows of 4 vectors are 16 KB.
const BLOCK_ROWS = 256;

/**
 * z[s][j] = finish(Σ_k x[s][k] w[k][j] + bias[j]), summed in the order of k, for all samples s and columns j. Layers of the same shape share
 * the code.
 */
export function product(module: ModuleBuilder, f: FunctionBuilder, rows: Range, asked: Product): void {
  const { x, tiles, weights, z, bias, finish } = asked;
  const key = ['product', x.stride, tiles, z.stride, !bias, finish?.name];
  const shared = module.defineOnce(key, 7, (own, first, end, ...addresses) =>
    multiply(own, { first, end }, asked, addresses),
  );
  f.call(shared, rows.first, rows.end, x.address, weights, z.address, bias, finish?.rows ?? 0);
}

/** `addresses` are those of x, weights, z, bias and the rows of `finish`; of `shape`, the addresses say only which there are. */
function multiply(f: FunctionBuilder, rows: Range, shape: Product, addresses: readonly Int[]): void {
  const { x, tiles, z, bias, finish } = shape;
  const [ofX, ofWeights, ofZ, ofBias, ofOther] = addresses;
  const blocks = Math.ceil(tiles.rows / (BLOCK_ROWS * 1.5));
  const rowsInBlock = Math.ceil(tiles.rows / blocks);
  for (let block = 0; block < blocks; block++)
    pass(block * rowsInBlock, Math.min(tiles.rows, (block + 1) * rowsInBlock), block === 0, block === blocks - 1);

  /** Adds the products with rows `from` to `to` (exclusive) of the weights. */
  function pass(from: number, to: number, first: boolean, last: boolean): void {
    eachTile(f, tiles, (vectors, tile, column) => {
      const start = f.let(tile.add(from * vectors * VECTOR).add(ofWeights));
      const end = f.let(start.add((to - from) * vectors * VECTOR));
      eachBlock(f, rows, groupsAtOnce(vectors), (samples, s) => {
        const inRows = f.let(s.mul(z.stride).add(column));
        const at = f.let(inRows.add(ofZ));
        const sums = Array.from({ length: samples * vectors }, (_, i) => {
          const offset = Math.floor(i / vectors) * z.stride + (i % vectors) * VECTOR;
          return f.let(first ? vector(0) : loadVector(at, offset));
        });
        addProducts(f, {
          sums,
          vectors,
          numbers: {
            start: s
              .mul(x.stride)
              .add(ofX)
              .add(from * 4),
            step: 4,
            next: x.stride,
          },
          rows: { start, step: vectors * VECTOR },
          end,
        });
        const other = f.let(inRows.add(ofOther));
        for (let q = 0; q < samples; q++)
          for (let i = 0; i < vectors; i++) {
            const sum = sums[q * vectors + i];
            const offset = q * z.stride + i * VECTOR;
            f.store(at, last ? whole(sum, column, i * VECTOR, loadVector(other, offset)) : sum, offset);
          }
      });
    });
  }

  function whole(sum: Vector, column: Int, offset: number, other: Vector): Vector {
    const value = bias ? sum.add(loadVector(column.add(ofBias), offset)) : sum;
    return finish ? finish.map(f, f.let(value), other) : value;
  }
}
