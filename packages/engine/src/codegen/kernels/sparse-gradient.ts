// The gradient of the first layer's weights on sparse rows, column by column, from the lists that the forward pass made.
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import { type Int, int, loadFloat, loadInt } from '../assembler/scalar';
import { loadSplat, loadVector, splat } from '../assembler/vector';
import { CELL } from '../call-block';
import { type RowBlock, VECTOR } from '../layout';
import { eachTile } from './each-tile';
import type { Deliver } from './outer-product';
import { PAIR, type SparseInput } from './sparse-input';
import { sumOf, sumOfRows } from './sum-of-rows';

export interface SparseGradient {
  readonly gradient: RowBlock;
  /** The address of Σ_s g[s], a row. */
  readonly totals: number;
  /** Whether rows of zeros need not be delivered (SGD: their weights don't change). */
  readonly skipZeros: boolean;
  readonly deliver: Deliver;
}

/** Gives what adds up dW[k] = background · Σ_s g[s] + Σ over the list of column k of value · g[s]. */
export function sparseGradient(module: ModuleBuilder, name: string, input: SparseInput, gradient: RowBlock) {
  const format = { step: PAIR, reader: () => (at: Int) => ({ factor: loadSplat(at, 4), row: loadInt(at) }) };
  const sum = sumOfRows(module, `${name}.column`, format, {
    tiles: input.tiles,
    row: (row, { column: [column, offset] }) => [sumOf(row, column), gradient.address + offset],
  });
  return (f: FunctionBuilder, { totals, skipZeros, deliver }: Omit<SparseGradient, 'gradient'>): void => {
    const background = f.let(loadFloat(input.call, CELL.background));
    f.for(0, gradient.vectors * VECTOR, VECTOR, (column) =>
      f.store(column, loadVector(column, totals).times(splat(background)), input.share),
    );
    const everyRow = f.let(background.equals(0).equals(0));
    const list = f.let(int(input.lists));
    f.for(0, input.inputs * 4, 4, (column) => {
      const end = f.let(loadInt(column, input.ends));
      if (skipZeros) f.if(everyRow.or(list.below(end)), deliverRow);
      else deliverRow();
      f.set(list, list.plus(input.listBytes));

      function deliverRow(): void {
        sum(f, (add) => add({ from: f.let(list), end, initial: input.share, to: input.sums }));
        eachTile(f, input.tiles, (vectors, tile, columns) => {
          const place = f.let(tile.plus(column.times((vectors * VECTOR) / 4)));
          for (let i = 0; i < vectors; i++)
            deliver(f.let(loadVector(columns, input.sums + i * VECTOR)), place, i * VECTOR);
        });
      }
    });
  };
}
