// The gradient of a matrix of weights from lists by column: row k of it is the sum of the entries of list k.

import { type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import { type Int, int, loadInt } from '../assembler/scalar';
import type { GradientSink } from '../gradient-sinks';
import type { WeightTiles } from '../weight-tiles';
import { eachTile } from './each-tile';
import { type ListFormat, sumOfRows } from './sum-of-rows';

/** Lists by column: that of column k lies from `lists + k * listBytes` to before the address in word k of `ends`. */
export interface ColumnLists {
  readonly lists: number;
  readonly listBytes: number;
  readonly ends: number;
  /** An entry's factor, and the distance of its gradient row; the reader is also told the column, times four. */
  readonly format: ListFormat;
}

export interface ColumnGradient {
  readonly columns: ColumnLists;
  /** Of the weights. */
  readonly tiles: WeightTiles;
  /** `[n, outer]` */
  readonly gradient: RowBlock;
  /** The address of a row that sums start from. */
  readonly initial: number;
  /** Room for a row of sums on their way. */
  readonly sums: number;
}

/** Gives what delivers each row of the gradient; where `everyRow` is 0, only those with an entry. */
export function columnGradient(module: ModuleBuilder, options: ColumnGradient) {
  const { columns, tiles, gradient, initial, sums } = options;
  const sum = sumOfRows(module, columns.format, {
    tiles,
    row: (row, { column }) => row.add(column),
    offset: gradient.address,
  });
  return (f: FunctionBuilder, sink: GradientSink, everyRow: Int): void => {
    const list = f.let(int(columns.lists));
    f.for(0, tiles.rows * 4, 4, (column) => {
      const end = f.let(loadInt(column, columns.ends));
      f.if(everyRow.or(list.ltU(end)), () => {
        sum(f, (add) => add({ from: list, end, initial, to: sums, also: column }));
        eachTile(f, tiles, (vectors, tile, place) => {
          const row = f.let(tile.add(column.mul((vectors * VECTOR) / 4)));
          sink.writeRow(place.add(sums), row, vectors);
        });
      });
      f.set(list, list.add(columns.listBytes));
    });
  };
}
