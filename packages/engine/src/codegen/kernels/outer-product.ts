// The gradient of a matrix of weights: the sum over the batch of each sample's outer product of input and output gradient.
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int } from '../assembler/scalar';
import { loadSplat, loadVector, vector } from '../assembler/vector';
import type { Delivery } from '../delivery';
import { type RowBlock, VECTOR } from '../layout';
import type { WeightTiles } from '../weight-tiles';
import { eachBlock, eachTile } from './each-tile';

const MOST_SUMS = 8; // as in product.ts

/** Adds up dW[k][j] = Σ_s x[s][k] g[s][j], s upwards: [in, n] × [n, out] → [in, out]. */
export function outerProduct(
  f: FunctionBuilder,
  count: Int,
  { x, gradient, tiles, delivery }: { x: RowBlock; gradient: RowBlock; tiles: WeightTiles; delivery: Delivery },
): void {
  const end = f.let(count.times(gradient.stride));
  const rows = f.let(int(tiles.rows));
  eachTile(f, tiles, (vectors, tile, column) => {
    const rowsAtOnce = vectors * 4 <= MOST_SUMS ? 4 : vectors * 2 <= MOST_SUMS ? 2 : 1;
    const last = f.let(end.plus(column));
    eachBlock(f, rows, rowsAtOnce, (size, row) => {
      const sums = Array.from({ length: size * vectors }, () => f.let(vector(0)));
      const xAt = f.let(row.times(4));
      const gAt = f.let(column);
      f.while(
        () => gAt.below(last),
        () => {
          const xs = Array.from({ length: size }, (_, q) => f.let(loadSplat(xAt, x.address + q * 4)));
          for (let i = 0; i < vectors; i++) {
            const g = f.let(loadVector(gAt, gradient.address + i * VECTOR));
            for (let q = 0; q < size; q++) f.set(sums[q * vectors + i], sums[q * vectors + i].plus(g.times(xs[q])));
          }
          f.set(xAt, xAt.plus(x.stride));
          f.set(gAt, gAt.plus(gradient.stride));
        },
      );
      const place = f.let(tile.plus(row.times(vectors * VECTOR)));
      for (let i = 0; i < sums.length; i++) delivery.take(sums[i], place, i * VECTOR);
    });
  });
  delivery.end();
}
