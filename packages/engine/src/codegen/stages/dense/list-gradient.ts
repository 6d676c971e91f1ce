// The gradient of a dense layer's input, over lists of the nonzero numbers of its output's gradient.
import type { RowBlock } from '../../../memory/layout';
import { mapRows } from '../../kernels/each-vector';
import { listProduct } from '../../kernels/list-product';
import { listRows, reserveNonZeros } from '../../kernels/non-zeros';
import type { WeightTiles } from '../../weight-tiles';
import { type Context, type Stage, type StepFunction, stepFunction } from '../stage';

/** @param turned Wᵀ */
export function inputGradient(
  context: Context,
  gradient: RowBlock,
  { derivative, output, gradient: z }: Stage,
  turned: { readonly tiles: WeightTiles; readonly weights: number },
): StepFunction {
  const { module, layout, zeros } = context;
  const lists = reserveNonZeros(layout, gradient, { ...context, columns: false, tiles: turned.tiles });
  const sums = listProduct(module, { lists, ...turned, z, initial: zeros(z.vectors) });
  return stepFunction(context, 'rows', (f, { rows }) => {
    listRows(module, f, lists, rows, false);
    sums(f, rows);
    if (derivative) mapRows(f, rows, [z, output], z, (g, value) => derivative.backward(f, g, value));
  });
}
