// A dense layer over full rows or, if it is wide, over the columns that are nonzero in either of two rows.
import { loadVector } from '../../assembler/vector';
import { outerProduct } from '../../kernels/outer-product';
import { type Finish, product } from '../../kernels/product';
import { part } from '../../parts';
import { COLUMNS_TOGETHER } from '../../team';
import { batchFunction, type Context, callOn, trains } from '../stage';
import { biasAddress, type DenseParts, type DenseStrategy } from './strategy';

export function fromRows(context: Context, dense: DenseParts): DenseStrategy {
  const { layer, before, activation, output, gradient, oftenZero } = dense;
  const { team, layout, capacity, laneOffsets, parameters } = context;
  const { tiles, address } = parameters[layer.kernel];
  const bias = biasAddress(context, dense);
  const x = before!.output;
  const columns = trains(context, layer.kernel);
  const overLists = oftenZero.input ? part('nonZeros') : undefined;
  const lists = overLists?.reserveNonZeros(layout, x, { capacity, laneOffsets, columns, group: 2 });
  const finish: Finish = (f, sum, _place, column, _offset, columnOffset) => {
    const z = lists || bias === undefined ? sum : sum.add(loadVector(column, bias + columnOffset));
    return activation ? activation.forward(f, f.let(z)) : z;
  };
  const initial = lists && bias; // sums over lists start from it, whatever the width
  const multiply = batchFunction(context, (f, { rows }) =>
    product(f, rows, { x, tiles: tiles!, weights: address, z: output, finish, initial, lists }),
  );
  const forward = (masks: boolean) =>
    lists
      ? batchFunction(context, (f, batch) => {
          overLists!.listRows(f, lists, batch.rows, masks);
          callOn(f, multiply, batch);
        })
      : multiply;
  return {
    train: { turn: 'rows', call: forward(columns) },
    infer: forward(false),
    clear: lists && columns ? (f, count) => overLists!.clearLastMasks(f, lists, count) : undefined,
    needsTotals: false,
    kernelGradient:
      () =>
      (f, { count }, sink) => {
        const share = team.share(f, layer.inputs, COLUMNS_TOGETHER);
        if (lists) overLists!.listColumns(f, lists, count, share);
        outerProduct(f, count, { share, x, gradient, tiles: tiles!, sink, lists });
      },
  };
}
