// Weights → their transpose, in blocks of 4 × 4, for the gradient of the layer before.
import { VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import type { Int } from '../assembler/scalar';
import { loadVector, type Vector } from '../assembler/vector';
import { bytesOf } from '../range';
import type { Team } from '../team';
import type { WeightTiles } from '../weight-tiles';
import { eachTile } from './each-tile';

export interface TiledMatrix {
  readonly tiles: WeightTiles;
  readonly address: number;
}

/** Writes the matrix [rows, columns] at `from` as [columns, rows] at `to`, padding included. Threads share the tiles of `to` or, where these are few, the columns of each. */
export function transpose(
  module: ModuleBuilder,
  f: FunctionBuilder,
  from: TiledMatrix,
  to: TiledMatrix,
  team: Team,
): void {
  const shareTiles = to.tiles.fullTiles >= 2 * team.size;
  const transposeRows = fourRowsTransposed(module);
  // tile by tile, so that both are in the L1 cache while the lines of one are read and the lines of the other written in parts
  eachTile(
    f,
    to.tiles,
    (toVectors, toTile, toColumn) => {
      const toStride = toVectors * VECTOR;
      const share = shareTiles ? { first: 0, end: toVectors } : team.share(f, toVectors);
      const { first, end } = bytesOf(share, VECTOR);
      eachTile(f, from.tiles, (vectors, tile, column) => {
        const stride = vectors * VECTOR;
        // a vector of columns of `to` is a group of four rows of `from`: four rows · 4 bytes = 16 bytes a group
        const source = f.let(tile.add(toColumn.mul((4 * stride) / VECTOR)).add(from.address));
        // column c of `from` is row c of `to`: 4 bytes of `column` are one row
        const target = f.let(toTile.add(column.mul(toStride / 4)).add(to.address));
        f.for(first, end, VECTOR, (group) =>
          f.call(transposeRows, source.add(group.mul((4 * stride) / VECTOR)), stride, target.add(group), toStride),
        );
      });
    },
    shareTiles ? team : undefined,
  );
}

/** The function that transposes four rows: their first address, bytes of a row, target, bytes of a row there. */
export const fourRowsTransposed = (module: ModuleBuilder): FunctionBuilder =>
  module.defineOnce('transpose', 4, transposeFourRows);

/** Four rows of `rowBytes` → their columns, a vector each, `step` bytes apart from `target` on. */
function transposeFourRows(f: FunctionBuilder, first: Int, rowBytes: Int, target: Int, step: Int): void {
  const rows = [first];
  for (let row = 1; row < 4; row++) rows.push(f.let(rows[row - 1].add(rowBytes)));
  f.for(0, rowBytes, VECTOR, (at) => {
    const [a, b, c, d] = rows.map((row) => f.let(loadVector(row.add(at))));
    const put = (low: Vector, high: Vector, lanes: [number, number, number, number]) => {
      f.store(target, low.shuffle(high, lanes));
      f.set(target, target.add(step));
    };
    for (const pairs of [
      [0, 4, 1, 5],
      [2, 6, 3, 7],
    ] as const) {
      const [ab, cd] = [f.let(a.shuffle(b, pairs)), f.let(c.shuffle(d, pairs))];
      put(ab, cd, [0, 1, 4, 5]);
      put(ab, cd, [2, 3, 6, 7]);
    }
  });
}
