// The outermost loops of kernels: over the tiles of a matrix of weights, and over blocks of samples.
import { VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int, times } from '../assembler/scalar';
import { bytesOf, type Range } from '../range';
import type { Team } from '../team';
import { tileBytes, type WeightTiles } from '../weight-tiles';

/** Runs `body` for each tile, or for the thread's share of the tiles: its number of vectors (known at compile time), its byte offset in the matrix, and its columns' byte offset in a row. */
export function eachTile(
  f: FunctionBuilder,
  tiles: WeightTiles,
  body: (vectors: number, tile: Int, column: Int) => void,
  team?: Team,
): void {
  const { tileVectors, fullTiles, lastVectors } = tiles;
  f.scope(() => {
    const columnBytes = tileVectors * VECTOR;
    const lastTile = fullTiles * tileBytes(tiles);
    if (fullTiles === 1) on(0, () => f.scope(() => body(tileVectors, int(0), int(0)))); // constants cost nothing in the inner loops
    if (fullTiles > 1) {
      const share = team?.share(f, fullTiles) ?? { first: 0, end: fullTiles };
      const { first, end } = bytesOf(share, columnBytes);
      const tile = f.let(int(times(share.first, tileBytes(tiles))));
      f.for(first, end, columnBytes, (column) => {
        body(tileVectors, tile, column);
        f.set(tile, tile.add(tileBytes(tiles)));
      });
    }
    if (lastVectors) on(-1, () => body(lastVectors, int(lastTile), int(fullTiles * columnBytes)));
  });

  function on(thread: number, run: () => void): void {
    if (team) team.only(f, thread + team.size, run);
    else run();
  }
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
    const first = f.let(int(start));
    const blocks = (step: number, to: Int) =>
      f.while(
        () => first.ltU(to),
        () => {
          body(step, first);
          f.set(first, first.add(step));
        },
      );
    blocks(size, whole);
    if (size > 1) blocks(1, count);
  });
}

const remainder = (count: Int, size: number) => count.and(size - 1);
