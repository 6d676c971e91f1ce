// The gradient of a matrix of weights from lists by column: its row k is the sum over list k.
import { type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import { type Int, int, loadInt } from '../assembler/scalar';
import type { GradientSink } from '../gradient-sinks';
import type { WeightTiles } from '../weight-tiles';
import { type ListReader, sumOfRows } from './sum-of-rows';

/** Lists by column: list k goes from `lists + k * listBytes` up to the address in word k of `ends`. */
export interface ColumnLists {
  readonly lists: number;
  readonly listBytes: number;
  readonly ends: number;
  /** Reads an entry's factor and the offset of its gradient row; the reader also receives four times the column. */
  readonly reader: ListReader;
}

export interface ColumnGradient {
  readonly columns: ColumnLists;
  /** The tiles of the weights. */
  readonly tiles: WeightTiles;
  /** `[n, outer]` */
  readonly gradient: RowBlock;
  /** The address of a row that sums start from. */
  readonly initial: number;
  /** The address of memory for one row of sums. */
  readonly sums: number;
}

/** Returns the code that writes each row of the gradient to a sink; if `everyRow` is 0, only the rows whose lists have entries. */
export function columnGradient(module: ModuleBuilder, options: ColumnGradient) {
  const { columns, tiles, gradient, initial, sums } = options;
  const sum = sumOfRows(module, columns.reader, {
    tiles,
    row: (row, { column }) => row.add(column),
    offset: gradient.address,
  });
  return (f: FunctionBuilder, sink: GradientSink, everyRow: Int): void => {
    // tile by tile, so that the gradient's columns stay in the L1 cache
    sum(f, (add, { vectors, tile, column: start }) => {
      const list = f.let(int(columns.lists));
      f.for(0, tiles.rows * 4, 4, (column) => {
        const end = f.let(loadInt(column, columns.ends));
        f.if(everyRow.or(list.ltU(end)), () => {
          add({ from: list, end, initial, to: sums, also: column });
          sink.writeRow(start.add(sums), f.let(tile.add(column.mul((vectors * VECTOR) / 4))), vectors);
        });
        f.set(list, list.add(columns.listBytes));
      });
    });
  };
}
