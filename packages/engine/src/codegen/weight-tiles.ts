// How a matrix of weights lies in memory: in tiles of a few vectors of columns, each tile all its rows one after the other,
// so that a kernel that keeps one accumulator a vector in registers reads memory straight on.
import { VECTOR, vectorsOf } from '../memory/layout';

const LANES = 4;

/** For products with full rows: two samples' sums of four vectors each, see `product.ts`. */
export const TILE_VECTORS = 4;

// For sums over lists: of 16 registers the engine keeps one; a factor and a product take two more.
const MOST_SUMS = 13;

/** Vectors of a tile for sums over lists, one in a register each: as few tiles as can be, and even ones. */
export function listTileVectors(columns: number): number {
  const vectors = vectorsOf(columns);
  return Math.ceil(vectors / Math.ceil(vectors / MOST_SUMS));
}

/** A matrix [rows, columns]: full tiles of `tileVectors` vectors of columns, then one narrower, where they don't divide. */
export interface WeightTiles {
  readonly rows: number;
  readonly columns: number;
  /** Rows that there is room for: a multiple of 4; those beyond `rows` hold zeros. */
  readonly roomRows: number;
  readonly tileVectors: number;
  readonly fullTiles: number;
  /** Vectors in the last, narrower tile; 0 where there is none. */
  readonly lastVectors: number;
  readonly bytes: number;
}

export function weightTiles(rows: number, columns: number, tileVectors: number): WeightTiles {
  const vectors = vectorsOf(columns);
  const roomRows = vectorsOf(rows) * LANES;
  const fullTiles = Math.floor(vectors / tileVectors);
  return {
    rows,
    columns,
    roomRows,
    tileVectors,
    fullTiles,
    lastVectors: vectors - fullTiles * tileVectors,
    bytes: roomRows * vectors * VECTOR,
  };
}

/** Bytes of one full tile. */
export const tileBytes = (tiles: WeightTiles) => tiles.roomRows * tiles.tileVectors * VECTOR;

/** Visits every element: its index in row-major order, and its place in tiles. */
export function eachElement(tiles: WeightTiles, visit: (plain: number, place: number) => void): void {
  const { rows, columns, roomRows, tileVectors, fullTiles, lastVectors } = tiles;
  const tileWidth = tileVectors * LANES;
  for (let column = 0; column < columns; column++) {
    const tile = Math.floor(column / tileWidth);
    const width = tile < fullTiles ? tileWidth : lastVectors * LANES;
    const start = tile * tileWidth * roomRows + (column - tile * tileWidth);
    for (let row = 0; row < rows; row++) visit(row * columns + column, start + row * width);
  }
}
