// The outermost loops of kernels: over the tiles of a matrix of weights, and over blocks of samples.
import { VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int } from '../assembler/scalar';
import type { Range } from '../range';
import { tileBytes, type WeightTiles } from '../weight-tiles';

/** Runs `body` for each tile: its number of vectors (known at compile time), its byte offset in the matrix, and its columns' byte offset in a row. */
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

/**
 * Runs `body` for items in blocks of `size`, a power of two that divides `items.first`, then for the rest one by one: it gets the block's
 * size and first item.
 */
export function eachBlock(
  f: FunctionBuilder,
  { first: start, end }: Range,
  size: number,
  body: (size: number, first: Int) => void,
): void {
  f.scope(() => {
    const count = int(end);
    const whole = f.let(count.sub(size > 1 ? f.let(remainder(count, size)) : int(0)));
    f.for(start, whole, size, (first) => body(size, first));
    if (size > 1) f.for(whole, count, 1, (first) => body(1, first));
  });
}

const remainder = (count: Int, size: number) => count.and(size - 1);
