// The gradient of a matrix of weights: the sum of all samples' outer products of input and output gradient.
import { type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int } from '../assembler/scalar';
import { vector } from '../assembler/vector';
import type { GradientSink } from '../gradient-sinks';
import { bytesOf, type Range } from '../range';
import type { WeightTiles } from '../weight-tiles';
import { eachBlock, eachTile } from './each-tile';
import { addProducts, groupsAtOnce } from './sum-of-products';

export interface OuterProduct {
  /** The columns of x whose gradient to compute. */
  readonly share: Range;
  /** [n, in] */
  readonly x: RowBlock;
  /** [n, out] */
  readonly gradient: RowBlock;
  /** [in, out] */
  readonly tiles: WeightTiles;
  readonly sink: GradientSink;
}

/** dW[k][j] = Σ_s x[s][k] g[s][j], summed in the order of s: [in, n] × [n, out] → [in, out]. */
export function outerProduct(f: FunctionBuilder, count: Int, options: OuterProduct): void {
  const { share, x, gradient, tiles, sink } = options;
  const end = f.let(count.mul(gradient.stride));
  const rows = { first: share.first, end: f.let(int(share.end)) };
  eachTile(f, tiles, (vectors, tile, column) => {
    const last = f.let(end.add(column));
    eachBlock(f, rows, groupsAtOnce(vectors), (size, row) => {
      const sums = Array.from({ length: size * vectors }, () => f.let(vector(0)));
      addProducts(f, {
        sums,
        vectors,
        numbers: { start: row.mul(4), offset: x.address, step: x.stride, next: 4 },
        rows: { start: column, offset: gradient.address, step: gradient.stride },
        end: last,
      });
      const at = f.let(tile.add(row.mul(vectors * VECTOR)));
      for (let i = 0; i < sums.length; i++) sink.write(sums[i], at, i * VECTOR);
    });
    const bytes = bytesOf(rows, vectors * VECTOR);
    sink.flush({ first: tile.add(bytes.first), end: tile.add(bytes.end) });
  });
}
