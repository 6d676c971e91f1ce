// The innermost loop of products with lists: Σ factor · row over a list of entries.
import { VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import { type Int, type IntLike, int } from '../assembler/scalar';
import { loadVector, type Vector } from '../assembler/vector';
import { tileBytes, type WeightTiles } from '../weight-tiles';

/** A list in memory, the row that its sum starts from, and the row to store it in: rows as wide as all columns. */
export interface ListedSum {
  /** The addresses of the first entry and after the last one. */
  readonly from: Int;
  readonly end: Int;
  readonly initial: IntLike;
  readonly to: IntLike;
  /** Anything else that the reader of entries needs. */
  readonly also?: IntLike;
}

/** How to read consecutive entries. */
export interface ListReader {
  /** Bytes of an entry. */
  readonly step: number;
  /** An entry's factor, in all lanes, and the row that it multiplies. */
  readonly read: (at: Int, also: Int) => Entry;
}

interface Entry {
  readonly factor: Vector;
  readonly row: Int;
}

/** The columns that one pass sums. */
export interface Pass {
  readonly vectors: number;
  /** The byte offsets of their tile in the matrix, and of the columns in a row. */
  readonly tile: Int;
  readonly column: Int;
}

export interface SummedRows {
  /** The tiles of the matrix: each pass takes the columns of one. */
  readonly tiles: WeightTiles;
  /** The address of a row's vectors in these columns, minus `offset`. */
  readonly row: (row: Int, pass: Pass) => Int;
  readonly offset: number;
  /** Code to run for each entry, whose sum is stored at `to`, in the last pass. */
  readonly each?: (f: FunctionBuilder, entry: Entry, to: Int) => void;
}

/**
 * Returns a function that runs `body` for each pass over the columns; `body` gets a function that sums a list in these columns.
 *
 * The loop over a list is a separate WebAssembly function that stores the sums unchanged: in deeper loops, or where arithmetic follows
 * the sums, V8 up to Node 20 unrolls the loop, moves all loads to the front and runs out of registers.
 */
export function sumOfRows(module: ModuleBuilder, format: ListReader, rows: SummedRows) {
  const { tileVectors, fullTiles, lastVectors } = rows.tiles;
  const before = lastVectors > 0 ? fullTiles : fullTiles - 1;
  const columnBytes = tileVectors * VECTOR;
  const define = (vectors: number, isLast: boolean) =>
    module.define(7, (f, from, end, initial, to, also, tile, column) =>
      sumInRegisters(
        f,
        format,
        { ...rows, each: isLast ? rows.each : undefined },
        { vectors, tile: before > 0 ? tile : int(0), column: before > 0 ? column : int(0) },
        { from, end, initial, to, also },
      ),
    );
  const first = before > 0 ? define(tileVectors, false) : undefined;
  const last = first && !lastVectors && !rows.each ? first : define(lastVectors || tileVectors, true);

  return (f: FunctionBuilder, body: (add: (list: ListedSum) => void, pass: Pass) => void): void => {
    const pass = (callee: FunctionBuilder, vectors: number, tile: Int, column: Int) =>
      f.scope(() =>
        body(({ from, end, initial, to, also = 0 }) => f.call(callee, from, end, initial, to, also, tile, column), {
          vectors,
          tile,
          column,
        }),
      );
    if (first) {
      const tile = f.let(int(0));
      f.for(0, before * columnBytes, columnBytes, (column) => {
        pass(first, tileVectors, tile, column);
        f.set(tile, tile.add(tileBytes(rows.tiles)));
      });
    }
    pass(last, lastVectors || tileVectors, int(before * tileBytes(rows.tiles)), int(before * columnBytes));
  };
}

/** One pass: a register for each vector of columns. */
function sumInRegisters(
  f: FunctionBuilder,
  { step, read }: ListReader,
  { row, offset, each }: SummedRows,
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
      const rowVectors = f.let(row(index, pass));
      sums.forEach((sum, i) => {
        f.addProduct(sum, loadVector(rowVectors, offset + i * VECTOR), factor);
      });
      f.set(from, from.add(step));
    },
  );
  const result = f.let(to.add(pass.column));
  sums.forEach((sum, i) => {
    f.store(result, sum, i * VECTOR);
  });
}
