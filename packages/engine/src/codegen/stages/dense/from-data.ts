// The first layer, over the sparse rows of the data set.
import { type EntryKind, SAMPLES_FIELD } from '../../../memory/call-block';
import { VECTOR } from '../../../memory/layout';
import { addition, int } from '../../assembler/scalar';
import { loadSplat, loadVector } from '../../assembler/vector';
import { columnGradient } from '../../kernels/column-gradient';
import { columnLists } from '../../kernels/column-lists';
import { reserveSparseInput } from '../../kernels/sparse-input';
import { prepareInput, sparseProduct } from '../../kernels/sparse-rows';
import type { Own } from '../../team';
import { batchFunction, type Context, trains } from '../stage';
import { biasAddress, type DenseParts, type DenseStrategy } from './strategy';

export function fromData(context: Context, dense: DenseParts): DenseStrategy {
  const { module, team, layout, capacity, parameters, call } = context;
  const { layer, activation, output, gradient } = dense;
  const { tiles, address } = parameters[layer.kernel];
  const input = reserveSparseInput(layout, team, {
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
    train: { turn: 'rows', call: forward(trains(context, layer.kernel)) },
    infer: forward(false),
    prepare: batchFunction(context, (f) => prepareInput(f, input, biasAddress(context, dense), team)),
    needsTotals: true,
    kernelGradient() {
      const columns = columnLists(input, team.size);
      const { share } = input;
      const own = ({ address, shift }: Own) => addition(shift, address);
      const rows = columnGradient(module, {
        columns,
        tiles: tiles!,
        gradient,
        initial: own(share),
        sums: own(input.sums),
      });
      return (f, _batch, totals) => {
        const sink = context.gradientSink(f, layer.kernel)!;
        // Every row of the gradient contains the background's share: background · Σ_s g[s].
        const background = f.let(loadSplat(call, SAMPLES_FIELD.background));
        f.for(0, gradient.vectors * VECTOR, VECTOR, (column) =>
          f.store(
            column.add(share.shift),
            loadVector(column.add(totals.shift), totals.address).mul(background),
            share.address,
          ),
        );
        const everyRow = context.skipsZeros(layer.kernel) ? background.ne(0).bitmask() : int(1);
        rows(f, team.share(f, layer.inputs), sink, f.let(everyRow));
      };
    },
  };
}
