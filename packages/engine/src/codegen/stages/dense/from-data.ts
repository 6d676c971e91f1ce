// The first layer, over the sparse rows of the data set.
import { type EntryKind, SAMPLES_FIELD } from '../../../memory/call-block';
import { VECTOR } from '../../../memory/layout';
import { int } from '../../assembler/scalar';
import { loadSplat, loadVector } from '../../assembler/vector';
import { columnGradient } from '../../kernels/column-gradient';
import { columnLists } from '../../kernels/column-lists';
import { reserveSparseInput } from '../../kernels/sparse-input';
import { prepareInput, sparseProduct } from '../../kernels/sparse-rows';
import { batchFunction, type Context, trains } from '../stage';
import { biasAddress, type DenseParts, type DenseStrategy } from './strategy';

export function fromData(context: Context, dense: DenseParts): DenseStrategy {
  const { module, layout, capacity, parameters, call } = context;
  const { layer, activation, output, gradient } = dense;
  const { tiles, address } = parameters[layer.kernel];
  const input = reserveSparseInput(layout, {
    inputs: layer.inputs,
    batch: capacity,
    tiles: tiles!,
    weights: address,
    call,
    entries: context.input as EntryKind,
  });
  const forward = (lists: boolean) => {
    const product = sparseProduct(module, { input, z: output, activation: activation?.forward, lists });
    return batchFunction(context, (f, { rows }) => product(f, rows));
  };

  return {
    train: forward(trains(context, layer.kernel)),
    infer: forward(false),
    prepare: batchFunction(context, (f) => prepareInput(f, input, biasAddress(context, dense))),
    needsTotals: true,
    kernelGradient() {
      const columns = columnLists(input);
      const { share: initial, sums } = input;
      const rows = columnGradient(module, { columns, tiles: tiles!, gradient, initial, sums });
      return (f, _batch, sink, totals) => {
        // Every row of the gradient contains the background's share: background · Σ_s g[s].
        const background = f.let(loadSplat(call, SAMPLES_FIELD.background));
        f.for(0, gradient.vectors * VECTOR, VECTOR, (column) =>
          f.store(column, loadVector(column, totals).mul(background), input.share),
        );
        const everyRow = context.skipsZeros(layer.kernel) ? background.ne(0).bitmask() : int(1);
        rows(f, sink, f.let(everyRow));
      };
    },
  };
}
