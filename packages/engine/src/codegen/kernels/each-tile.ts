// The outermost loop of every kernel over a matrix of weights: tile by tile.

import { VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int } from '../assembler/scalar';
import { tileBytes, type WeightTiles } from '../weight-tiles';

/** Runs `body` for each tile: its vectors (known when compiling), its first byte within the matrix, and its columns' first byte within a row. */
export function eachTile(
  f: FunctionBuilder,
  tiles: WeightTiles,
  body: (vectors: number, tile: Int, column: Int) => void,
): void {
  const { tileVectors, fullTiles, lastVectors } = tiles;
  f.scope(() => {
    const columnBytes = tileVectors * VECTOR;
    const lastTile = fullTiles * tileBytes(tiles);
    if (fullTiles === 1) f.scope(() => body(tileVectors, int(0), int(0))); // constants cost nothing in the inner loops
    if (fullTiles > 1) {
      const tile = f.let(int(0));
      f.for(0, fullTiles * columnBytes, columnBytes, (column) => {
        body(tileVectors, tile, column);
        f.set(tile, tile.add(tileBytes(tiles)));
      });
    }
    if (lastVectors) body(lastVectors, int(lastTile), int(fullTiles * columnBytes));
  });
}

/** `count` items in blocks of `size`, then the rest one by one: `body` gets the block's size and its first item. */
export function eachBlock(
  f: FunctionBuilder,
  count: Int,
  size: number,
  body: (size: number, first: Int) => void,
): void {
  f.scope(() => {
    const whole = f.let(count.sub(size > 1 ? f.let(remainder(count, size)) : int(0)));
    f.for(0, whole, size, (first) => body(size, first));
    if (size > 1) f.for(whole, count, 1, (first) => body(1, first));
  });
}

/** For a size that is a power of two. */
const remainder = (count: Int, size: number) => count.and(size - 1);
