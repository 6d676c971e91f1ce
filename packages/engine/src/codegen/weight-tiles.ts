// The layout of a matrix of weights: tiles of a few vectors of columns, the rows of each tile one after the other,
// so that a kernel with one accumulator per vector in registers reads memory sequentially.
import { CACHE_LINE, LANES, VECTOR, vectorsOf } from '../memory/layout';

/** For products with full rows: sums of four vectors for each of two samples, see `product.ts`. */
export const TILE_VECTORS = 4;

// For sums over lists: of 16 registers, the JavaScript engine reserves one, and a factor and a product take two more.
const MAX_SUMS = 13;
const LINE_VECTORS = CACHE_LINE / VECTOR;

/** Vectors of a tile for sums over lists, each in a register: all in one tile if they fit, else tiles of whole cache lines, as equal as can be. */
export function listTileVectors(columns: number): number {
  const vectors = vectorsOf(columns);
  if (vectors <= MAX_SUMS) return vectors;
  const tiles = Math.ceil(vectors / (MAX_SUMS - (MAX_SUMS % LINE_VECTORS)));
  return Math.ceil(vectors / tiles / LINE_VECTORS) * LINE_VECTORS;
}

/** A matrix [rows, columns]: full tiles of `tileVectors` vectors of columns, then the remaining columns in a narrower tile. */
export interface WeightTiles {
  readonly rows: number;
  readonly columns: number;
  /** `rows` rounded up to a multiple of 4; the rows added hold zeros. */
  readonly paddedRows: number;
  readonly tileVectors: number;
  readonly fullTiles: number;
  /** Vectors of the last, narrower tile; 0 if there is none. */
  readonly lastVectors: number;
  readonly bytes: number;
}

export function weightTiles(rows: number, columns: number, tileVectors: number): WeightTiles {
  const vectors = vectorsOf(columns);
  const paddedRows = vectorsOf(rows) * LANES;
  const fullTiles = Math.floor(vectors / tileVectors);
  return {
    rows,
    columns,
    paddedRows,
    tileVectors,
    fullTiles,
    lastVectors: vectors - fullTiles * tileVectors,
    bytes: paddedRows * vectors * VECTOR,
  };
}

/** Bytes of one full tile. */
export const tileBytes = (tiles: WeightTiles) => tiles.paddedRows * tiles.tileVectors * VECTOR;

/** Visits every run of elements that are side by side in row-major order and in tiles: where it begins in each, and its length. */
export function eachRun(tiles: WeightTiles, visit: (index: number, position: number, length: number) => void): void {
  const { rows, columns, paddedRows, tileVectors, fullTiles, lastVectors } = tiles;
  const tileWidth = tileVectors * LANES;
  for (let column = 0, tile = 0; column < columns; column += tileWidth, tile++) {
    const width = tile < fullTiles ? tileWidth : lastVectors * LANES;
    const length = Math.min(width, columns - column);
    for (let row = 0; row < rows; row++) visit(row * columns + column, column * paddedRows + row * width, length);
  }
}
