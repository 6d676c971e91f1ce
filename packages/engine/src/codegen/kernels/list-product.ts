// The product of a batch that has many zeros with a matrix: over lists of its nonzero numbers.
import { type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import { type Int, loadInt } from '../assembler/scalar';
import { loadSplat } from '../assembler/vector';
import { eachOf, type Range } from '../range';
import type { WeightTiles } from '../weight-tiles';
import type { NonZeros } from './non-zeros';
import { sumOfRows } from './sum-of-rows';

export interface ListProduct {
  /** x `[n, inner]` */
  readonly lists: NonZeros;
  /** `[inner, outer]` */
  readonly tiles: WeightTiles;
  readonly weights: number;
  /** `[n, outer]` */
  readonly z: RowBlock;
  /** The address of the row that sums start from. */
  readonly initial: number;
}

/**
 * Returns the code for z[s] = initial + Σ x[s][k] w[k], summed in the order of k over the k where x[s][k] is not zero: block by
 * block of columns, whose weights stay in the L1 cache while all rows use them.
 */
export function listProduct(module: ModuleBuilder, { lists, tiles, weights, z, initial }: ListProduct) {
  const { rows, address, places } = lists;
  const { blocks } = places;
  const rowBounds = address + places.rowBounds;
  const list = {
    name: 'a row',
    step: 4,
    read: (at: Int, row: Int) => {
      const column = loadInt(at);
      return { factor: loadSplat(row.add(column)), row: column };
    },
  };
  const sums = sumOfRows(module, list, {
    tiles,
    address: weights,
    place: ({ tile }) => tile,
    row: (column, vectors) => column.mul((vectors * VECTOR) / 4),
  });
  return (f: FunctionBuilder, range: Range): void =>
    sums(f, (add) =>
      f.for(0, 4 * blocks, 4, (block) =>
        eachOf(f, range, (s) => {
          const bounds = f.let(s.mul(4 * (blocks + 1)).add(block));
          const to = f.let(s.mul(z.stride).add(z.address));
          add({
            from: f.let(loadInt(bounds, rowBounds)),
            end: f.let(loadInt(bounds, rowBounds + 4)),
            initial: f.let(block.eq(0).select(initial, to)),
            to,
            also: s.mul(rows.stride).add(rows.address),
          });
        }),
      ),
    );
}
