// The gradient of a matrix of weights from lists by column: its row k is the sum over list k.
import { type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import { addition, type Int, type IntLike, int, loadInt, times } from '../assembler/scalar';
import type { GradientSink } from '../gradient-sinks';
import { bytesOf, type Range } from '../range';
import type { WeightTiles } from '../weight-tiles';
import { type ListReader, sumOfRows } from './sum-of-rows';

/** Lists by column: list k goes from `lists + k * listBytes` up to the address in word k of `ends`. It may consist of parts. */
export interface ColumnLists {
  readonly lists: number;
  readonly listBytes: number;
  readonly ends: number;
  /** How many parts a list has, one after the other, and the bytes from one part's lists and ends to the next. Default: one. */
  readonly parts?: { readonly count: number; readonly lists: number; readonly ends: number };
  /** Reads an entry's factor and the offset of its gradient row; the reader also receives `numbers` + the column, times `columnBytes`. */
  readonly reader: ListReader;
  readonly columnBytes: number;
  readonly numbers: number;
}

export interface ColumnGradient {
  readonly columns: ColumnLists;
  /** The tiles of the weights. */
  readonly tiles: WeightTiles;
  /** `[n, outer]` */
  readonly gradient: RowBlock;
  /** The address of a row that sums start from. */
  readonly initial: IntLike;
  /** The address of memory for one row of sums. */
  readonly sums: IntLike;
}

/** Returns the code that writes rows of the gradient to a sink; if `everyRow` is 0, only the rows whose lists have entries. */
export function columnGradient(module: ModuleBuilder, options: ColumnGradient) {
  const { columns, tiles, gradient, initial, sums } = options;
  const sum = sumOfRows(module, columns.reader, {
    tiles,
    address: gradient.address,
    place: ({ column }) => column,
    row: (row) => row,
  });
  const also = (column: Int) => column.mul(columns.columnBytes / 4).add(columns.numbers);
  const { count, lists: listsOfPart, ends: endsOfPart } = columns.parts ?? { count: 1, lists: 0, ends: 0 };
  return (f: FunctionBuilder, rows: Range, sink: GradientSink, everyRow: Int): void => {
    // tile by tile, so that the gradient's columns stay in the L1 cache
    sum(f, (add, { vectors, tile, column: start }) => {
      const list = f.let(int(addition(times(rows.first, columns.listBytes), columns.lists)));
      const { first, end } = bytesOf(rows, 4);
      f.for(first, end, 4, (column) => {
        const parts = Array.from({ length: count }, (_, part) => {
          const from = part === 0 ? list : f.let(list.add(part * listsOfPart));
          const end = f.let(loadInt(column, columns.ends + part * endsOfPart));
          return { from, end, hasEntries: from.ltU(end) };
        });
        f.if(
          parts.reduce((any, { hasEntries }) => any.or(hasEntries), everyRow),
          () => {
            for (const [part, { from, end, hasEntries }] of parts.entries())
              if (part === 0) add({ from, end, initial, to: sums, also: also(column) });
              else f.if(hasEntries, () => add({ from, end, initial: sums, to: sums, also: also(column) }));
            sink.writeRow(start.add(sums), f.let(tile.add(column.mul((vectors * VECTOR) / 4))), vectors);
          },
        );
        f.set(list, list.add(columns.listBytes));
      });
    });
  };
}
