// Σ factor · row over a list of entries: what all products with lists come down to.
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import { type Int, type IntLike, int } from '../assembler/scalar';
import { loadVector, type Vector } from '../assembler/vector';
import { VECTOR } from '../layout';
import { tileBytes, type WeightTiles } from '../weight-tiles';

/** A list in memory, and what its sum is added to and stored at: rows as wide as all columns. */
export interface ListedSum {
  /** Addresses of the first entry, and behind the last. */
  readonly from: Int;
  readonly end: Int;
  readonly initial: IntLike;
  readonly to: IntLike;
  /** Whatever else the reader of entries needs to know. */
  readonly also?: IntLike;
}

/** How to read entries that lie one behind the other. */
export interface ListFormat {
  /** Bytes of an entry. */
  readonly step: number;
  /** Reads what is the same for all entries; gives what reads one: its factor, in all lanes, and which row it multiplies. */
  readonly reader: (f: FunctionBuilder, also: Int) => (at: Int) => { factor: Vector; row: Int };
}

/** Columns that are taken together. */
export interface PassPart {
  readonly vectors: number;
  /** The first byte of the tile within the matrix of rows, and of its columns within a row. */
  readonly tile: Place;
  readonly column: Place;
}

/** A place that differs from call to call, if there is one, and a constant behind it. */
export type Place = readonly [place: Int | undefined, offset: number];

export interface Rows {
  /** The tiles by which columns are taken. */
  readonly tiles: WeightTiles;
  /** The address of a row's vectors in these columns. */
  readonly row: (row: Int, part: PassPart) => Place;
  /** What else is done with an entry, whose sum goes to `to`: in the last pass. */
  readonly each?: (f: FunctionBuilder, entry: { factor: Vector; row: Int }, to: Int) => void;
}

// Of 16 registers the engine keeps one; a factor and a product take two more.
const MOST_SUMS = 13;

/**
 * Gives what runs `body` for each pass over the columns, with as many of them at once as there are registers: `body` gets what adds
 * a list up in these columns.
 *
 * The loop over a list is a function of its own, and stores its sums as they are: in deeper loops, or where the sums go on into
 * arithmetic, V8 up to Node 20 unrolls, puts all loads first, and runs out of registers.
 */
export function sumOfRows(module: ModuleBuilder, name: string, format: ListFormat, rows: Rows) {
  const { tileVectors, fullTiles, lastVectors } = rows.tiles;
  const bytes = tileBytes(rows.tiles);
  const columnBytes = tileVectors * VECTOR;
  const part = (index: number, vectors: number): PassPart => ({
    vectors,
    tile: [undefined, index * bytes],
    column: [undefined, index * columnBytes],
  });
  const fitsInLast = lastVectors === 0 || tileVectors + lastVectors <= MOST_SUMS;
  const alone = fullTiles > 0 && fitsInLast ? fullTiles - 1 : fullTiles;
  const rest = [
    ...(alone < fullTiles ? [part(alone, tileVectors)] : []),
    ...(lastVectors > 0 ? [part(fullTiles, lastVectors)] : []),
  ];
  const full =
    alone > 0 &&
    definePass(module, `${name}.full`, format, { ...rows, each: undefined }, (tile, column) => [
      { vectors: tileVectors, tile: [tile, 0], column: [column, 0] },
    ]);
  const last = definePass(module, `${name}.last`, format, rows, () => rest);

  return (f: FunctionBuilder, body: (add: (list: ListedSum) => void) => void): void => {
    const pass = (callee: FunctionBuilder, tile: Int, column: Int) =>
      f.scope(() =>
        body(({ from, end, initial, to, also = 0 }) =>
          f.call(callee, from, end, int(initial), int(to), tile, column, int(also)),
        ),
      );
    if (full) {
      const tile = f.let(int(0));
      f.for(0, alone * columnBytes, columnBytes, (column) => {
        pass(full, tile, column);
        f.set(tile, tile.plus(bytes));
      });
    }
    pass(last, int(0), int(0));
  };
}

function definePass(
  module: ModuleBuilder,
  name: string,
  { step, reader }: ListFormat,
  { row, each }: Rows,
  partsOf: (tile: Int, column: Int) => PassPart[],
): FunctionBuilder {
  return module.define(name, new Array(7).fill('i32'), (f) => {
    const [from, end, initial, to, tile, column, also] = Array.from({ length: 7 }, (_, i) => f.parameter(i)) as Seven;
    const parts = partsOf(tile, column);
    const read = reader(f, also);
    const sums = parts.map(({ vectors, column: [place, offset] }) =>
      Array.from({ length: vectors }, (_, i) => f.let(loadVector(sumOf(initial, place), offset + i * VECTOR))),
    );
    f.while(
      () => from.below(end),
      () => {
        const entry = read(from);
        const factor = f.let(entry.factor);
        const index = f.let(entry.row);
        each?.(f, { factor, row: index }, to);
        parts.forEach((part, p) => {
          const [start, offset] = row(index, part);
          const place = f.let(start!);
          sums[p].forEach((sum, i) => {
            f.set(sum, sum.plus(loadVector(place, offset + i * VECTOR).times(factor)));
          });
        });
        f.set(from, from.plus(step));
      },
    );
    parts.forEach(({ column: [place, offset] }, p) => {
      sums[p].forEach((sum, i) => {
        f.store(sumOf(to, place), sum, offset + i * VECTOR);
      });
    });
  });
}

type Seven = [Int, Int, Int, Int, Int, Int, Int];

/** For a place of which one part may not be there. */
export const sumOf = (place: Int, other: Int | undefined): Int => (other ? place.plus(other) : place);
