// Σ factor · row over a list of entries: what all products with lists come down to.

import { VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import { type Int, type IntLike, int } from '../assembler/scalar';
import { loadVector, type Vector } from '../assembler/vector';
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
  /** An entry's factor, in all lanes, and which row it multiplies. */
  readonly read: (at: Int, also: Int) => Entry;
}

interface Entry {
  readonly factor: Vector;
  readonly row: Int;
}

/** Columns that are taken together. */
export interface Pass {
  readonly vectors: number;
  /** The first byte of their tile within the matrix of rows, and of the columns within a row. */
  readonly tile: IntLike;
  readonly column: IntLike;
}

export interface Rows {
  /** The tiles by which columns are taken. */
  readonly tiles: WeightTiles;
  /** The address of a row's vectors in these columns, less `offset`. */
  readonly row: (row: Int, pass: Pass) => Int;
  readonly offset: number;
  /** What else is done with an entry, whose sum goes to `to`: in the last pass. */
  readonly each?: (f: FunctionBuilder, entry: Entry, to: Int) => void;
}

/**
 * Gives what runs `body` for each pass over the columns: `body` gets what adds a list up in these columns.
 *
 * The loop over a list is a function of its own, and stores its sums as they are: in deeper loops, or where the sums go on into
 * arithmetic, V8 up to Node 20 unrolls, puts all loads first, and runs out of registers.
 */
export function sumOfRows(module: ModuleBuilder, format: ListFormat, rows: Rows) {
  const { tileVectors, fullTiles, lastVectors } = rows.tiles;
  const before = lastVectors > 0 ? fullTiles : fullTiles - 1;
  const columnBytes = tileVectors * VECTOR;
  const define = (vectors: number, isLast: boolean) =>
    module.define(7, (f, from, end, initial, to, also, tile, column) =>
      sumInRegisters(
        f,
        format,
        { ...rows, each: isLast ? rows.each : undefined },
        { vectors, tile: before > 0 ? tile : 0, column: before > 0 ? column : 0 },
        { from, end, initial, to, also },
      ),
    );
  const first = before > 0 ? define(tileVectors, false) : undefined;
  const last = first && !lastVectors && !rows.each ? first : define(lastVectors || tileVectors, true);

  return (f: FunctionBuilder, body: (add: (list: ListedSum) => void) => void): void => {
    const pass = (callee: FunctionBuilder, tile: Int, column: Int) =>
      f.scope(() =>
        body(({ from, end, initial, to, also = 0 }) => f.call(callee, from, end, initial, to, also, tile, column)),
      );
    if (first) {
      const tile = f.let(int(0));
      f.for(0, before * columnBytes, columnBytes, (column) => {
        pass(first, tile, column);
        f.set(tile, tile.add(tileBytes(rows.tiles)));
      });
    }
    pass(last, int(before * tileBytes(rows.tiles)), int(before * columnBytes));
  };
}

/** One pass: a sum in a register for each vector of columns. */
function sumInRegisters(
  f: FunctionBuilder,
  { step, read }: ListFormat,
  { row, offset, each }: Rows,
  pass: Pass,
  { from, end, initial, to, also }: Record<keyof ListedSum, Int>,
): void {
  const start = f.let(initial.add(pass.column));
  const sums = Array.from({ length: pass.vectors }, (_, i) => f.let(loadVector(start, i * VECTOR)));
  f.while(
    () => from.ltU(end),
    () => {
      const entry = read(from, also);
      const factor = f.let(entry.factor);
      const index = f.let(entry.row);
      each?.(f, { factor, row: index }, to);
      const place = f.let(row(index, pass));
      sums.forEach((sum, i) => {
        f.set(sum, sum.add(loadVector(place, offset + i * VECTOR).mul(factor)));
      });
      f.set(from, from.add(step));
    },
  );
  const result = f.let(to.add(pass.column));
  sums.forEach((sum, i) => {
    f.store(result, sum, i * VECTOR);
  });
}
