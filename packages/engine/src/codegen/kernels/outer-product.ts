// The gradient of a matrix of weights: the sum over the batch of each sample's outer product of input and output gradient.
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int } from '../assembler/scalar';
import { vector } from '../assembler/vector';
import type { Delivery } from '../delivery';
import { type RowBlock, VECTOR } from '../layout';
import type { WeightTiles } from '../weight-tiles';
import { eachBlock, eachTile } from './each-tile';
import { addProducts, groupsAtOnce } from './sum-of-products';

/** Adds up dW[k][j] = Σ_s x[s][k] g[s][j], s upwards: [in, n] × [n, out] → [in, out]. */
export function outerProduct(
  f: FunctionBuilder,
  count: Int,
  { x, gradient, tiles, delivery }: { x: RowBlock; gradient: RowBlock; tiles: WeightTiles; delivery: Delivery },
): void {
  const end = f.let(count.times(gradient.stride));
  const rows = f.let(int(tiles.rows));
  eachTile(f, tiles, (vectors, tile, column) => {
    const last = f.let(end.plus(column));
    eachBlock(f, rows, groupsAtOnce(vectors), (size, row) => {
      const sums = Array.from({ length: size * vectors }, () => f.let(vector(0)));
      addProducts(f, {
        sums,
        vectors,
        numbers: { start: row.times(4), offset: x.address, step: x.stride, next: 4 },
        rows: { start: column, offset: gradient.address, step: gradient.stride },
        end: last,
      });
      const place = f.let(tile.plus(row.times(vectors * VECTOR)));
      for (let i = 0; i < sums.length; i++) delivery.take(sums[i], place, i * VECTOR);
    });
  });
  delivery.end();
}
