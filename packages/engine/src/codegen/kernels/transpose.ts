// Weights → their transpose, by blocks of 4 × 4, for the gradient to the layer before.
import type { FunctionBuilder } from '../assembler/function';
import type { Int } from '../assembler/scalar';
import { loadVector } from '../assembler/vector';
import { VECTOR } from '../layout';
import type { WeightTiles } from '../weight-tiles';
import { eachTile } from './each-tile';

export interface Place {
  readonly tiles: WeightTiles;
  readonly address: number;
}

/** Writes [rows, columns] at `from` as [columns, rows] at `to`; both with zeros, or whatever is there, as padding. */
export function transpose(f: FunctionBuilder, from: Place, to: Place): void {
  eachTile(f, to.tiles, (toVectors, toTile, toColumn) => {
    // Vectors of columns of `to` are groups of four rows of `from`.
    f.for(0, toVectors * VECTOR, VECTOR, (vectorInTile) => {
      const group = f.let(toColumn.plus(vectorInTile)); // four rows · 4 bytes = 16 bytes a group
      eachTile(f, from.tiles, (vectors, tile, column) => {
        const stride = vectors * VECTOR;
        const source = f.let(tile.plus(group.times((4 * stride) / VECTOR)));
        // Column c of `from` is row c of `to`: 4 bytes of `column` are one row.
        const target = f.let(toTile.plus(vectorInTile).plus(column.times((toVectors * VECTOR) / 4)));
        f.for(0, stride, VECTOR, () => {
          block(f, from.address, source, stride, to.address, target, toVectors * VECTOR);
          f.set(source, source.plus(VECTOR));
          f.set(target, target.plus(4 * toVectors * VECTOR));
        });
      });
    });
  });
}

function block(f: FunctionBuilder, from: number, source: Int, stride: number, to: number, target: Int, step: number) {
  const [a, b, c, d] = [0, 1, 2, 3].map((row) => f.let(loadVector(source, from + row * stride)));
  const ab = f.let(a.shuffle(b, [0, 4, 1, 5]));
  const cd = f.let(c.shuffle(d, [0, 4, 1, 5]));
  f.store(target, ab.shuffle(cd, [0, 1, 4, 5]), to);
  f.store(target, ab.shuffle(cd, [2, 3, 6, 7]), to + step);
  f.set(ab, a.shuffle(b, [2, 6, 3, 7]));
  f.set(cd, c.shuffle(d, [2, 6, 3, 7]));
  f.store(target, ab.shuffle(cd, [0, 1, 4, 5]), to + 2 * step);
  f.store(target, ab.shuffle(cd, [2, 3, 6, 7]), to + 3 * step);
}
