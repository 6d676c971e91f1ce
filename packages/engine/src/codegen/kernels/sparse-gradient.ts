// The gradient of the first layer's weights on sparse rows, column by column, from the lists that the forward pass made.
import type { FunctionBuilder } from '../assembler/function';
import { int, loadFloat, loadInt } from '../assembler/scalar';
import { loadSplat, loadVector, splat } from '../assembler/vector';
import { CELL } from '../call-block';
import { type RowBlock, VECTOR } from '../layout';
import { eachTile } from './each-tile';
import type { Deliver } from './outer-product';
import type { SparseInput } from './sparse-input';

/**
 * Adds up dW[k] = background · Σ_s g[s] + Σ over the list of column k of value · g[s].
 *
 * @param totals the address of Σ_s g[s], a row.
 * @param skipZeros whether rows of zeros need not be delivered (SGD: their weights don't change).
 */
export function sparseGradient(
  f: FunctionBuilder,
  input: SparseInput,
  {
    gradient,
    totals,
    skipZeros,
    deliver,
  }: { gradient: RowBlock; totals: number; skipZeros: boolean; deliver: Deliver },
): void {
  const background = f.let(loadFloat(input.call, CELL.background));
  f.for(0, gradient.vectors * VECTOR, VECTOR, (column) =>
    f.store(column, loadVector(column, totals).times(splat(background)), input.share),
  );
  const everyRow = f.let(background.equals(0).equals(0));
  const list = f.let(int(input.lists));
  f.for(0, input.inputs * 4, 4, (column) => {
    const end = f.let(loadInt(column, input.ends));
    if (skipZeros) f.if(everyRow.or(list.below(end)), row);
    else row();
    f.set(list, list.plus(input.listBytes));

    function row(): void {
      eachTile(f, input.tiles, (vectors, tile, columns) => {
        const sums = Array.from({ length: vectors }, (_, i) => f.let(loadVector(columns, input.share + i * VECTOR)));
        const at = f.let(list);
        f.while(
          () => at.below(end),
          () => {
            const x = f.let(loadSplat(at, 4));
            const g = f.let(columns.plus(loadInt(at)));
            sums.forEach((sum, i) => {
              f.set(sum, sum.plus(loadVector(g, gradient.address + i * VECTOR).times(x)));
            });
            f.set(at, at.plus(8));
          },
        );
        const place = f.let(tile.plus(column.times((vectors * VECTOR) / 4)));
        sums.forEach((sum, i) => {
          deliver(sum, place, i * VECTOR);
        });
      });
    }
  });
}
