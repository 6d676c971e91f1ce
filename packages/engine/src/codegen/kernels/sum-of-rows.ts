// The innermost loop of products with lists: Σ factor · row over a list of entries.
import { VECTOR } from '../../memory/layout';
import type { Body, FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import { baseAndOffset, type Int, type IntLike, int } from '../assembler/scalar';
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
  /** Sums over lists of one name share their code: it says all that `read` and `row` depend on. Default: each has its own. */
  readonly name?: string;
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
  /** The address of the columns of a pass, minus the place of those of the first. */
  readonly address: number;
  readonly place: (pass: Pass) => Int;
  /** The bytes from there to a row's vectors, of which there are so many. */
  readonly row: (row: Int, vectors: number) => Int;
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
  const { name } = format;
  const define = (vectors: number, isLast: boolean) => {
    const build: Body = (f, from, end, initial, to, also, column, columns) =>
      sumInRegisters(
        f,
        { from, end, initial, to, also },
        {
          ...{ ...format, ...rows, vectors, each: isLast ? rows.each : undefined },
          column: before > 0 ? column : int(0), // constants cost nothing in the loop
          columns: before > 0 || name ? columns : rows.address,
        },
      );
    return name ? module.defineOnce(['sum of rows', name, vectors, before], 7, build) : module.define(7, build);
  };
  const first = before > 0 ? define(tileVectors, false) : undefined;
  const last = first && !lastVectors && !rows.each ? first : define(lastVectors || tileVectors, true);

  return (f: FunctionBuilder, body: (add: (list: ListedSum) => void, pass: Pass) => void): void => {
    const run = (callee: FunctionBuilder, pass: Pass) =>
      f.scope(() => {
        const columns = f.let(rows.place(pass).add(rows.address));
        body(
          ({ from, end, initial, to, also = 0 }) => f.call(callee, from, end, initial, to, also, pass.column, columns),
          pass,
        );
      });
    if (first) {
      const tile = f.let(int(0));
      f.for(0, before * columnBytes, columnBytes, (column) => {
        run(first, { vectors: tileVectors, tile, column });
        f.set(tile, tile.add(tileBytes(rows.tiles)));
      });
    }
    run(last, {
      vectors: lastVectors || tileVectors,
      tile: int(before * tileBytes(rows.tiles)),
      column: int(before * columnBytes),
    });
  };
}

interface SumOfPass extends ListReader, Pick<SummedRows, 'row' | 'each'> {
  readonly vectors: number;
  /** The byte offset of the pass's columns in a row of sums. */
  readonly column: Int;
  /** The address of its columns in the first row of the matrix. */
  readonly columns: IntLike;
}

/** One pass: a register for each vector of columns. */
function sumInRegisters(
  f: FunctionBuilder,
  { from, end, initial, to, also }: Record<keyof ListedSum, Int>,
  { step, read, row, each, vectors, column, columns }: SumOfPass,
): void {
  const start = f.let(initial.add(column));
  const sums = Array.from({ length: vectors }, (_, i) => f.let(loadVector(start, i * VECTOR)));
  const [base, offset] = baseAndOffset(columns);
  f.while(
    () => from.ltU(end),
    () => {
      const entry = read(from, also);
      const factor = f.let(entry.factor);
      const index = f.let(entry.row);
      each?.(f, { factor, row: index }, to);
      const rowVectors = f.let(row(index, vectors).add(base));
      sums.forEach((sum, i) => {
        f.addProduct(sum, loadVector(rowVectors, offset + i * VECTOR), factor);
      });
      f.set(from, from.add(step));
    },
  );
  const result = f.let(to.add(column));
  sums.forEach((sum, i) => {
    f.store(result, sum, i * VECTOR);
  });
}
