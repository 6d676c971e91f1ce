// A dense layer over lists of the nonzero numbers of its input.
import { VECTOR } from '../../../memory/layout';
import { addition, type Int, int, loadInt } from '../../assembler/scalar';
import { loadSplat } from '../../assembler/vector';
import { columnGradient } from '../../kernels/column-gradient';
import { mapRows } from '../../kernels/each-vector';
import { listProduct } from '../../kernels/list-product';
import { COLUMNS_OF_GROUP, clearLastMasks, listColumns, listRows, reserveNonZeros } from '../../kernels/non-zeros';
import { fourRowsTransposed } from '../../kernels/transpose';
import { batchFunction, type Context, callOn, trains } from '../stage';
import { biasAddress, type DenseParts, type DenseStrategy } from './strategy';

export function fromLists(context: Context, dense: DenseParts): DenseStrategy {
  const { module, team, layout, capacity, parameters, laneOffsets, zeros } = context;
  const { layer, before, activation, output, gradient } = dense;
  const { tiles, address } = parameters[layer.kernel];
  const x = before!.output;
  const trainsKernel = trains(context, layer.kernel);
  const lists = reserveNonZeros(layout, x, { capacity, laneOffsets, columns: trainsKernel, tiles: tiles! });
  const { places } = lists;
  const initial = biasAddress(context, dense) ?? zeros(output.vectors);
  const product = listProduct(module, { lists, tiles: tiles!, weights: address, z: output, initial });
  const multiply = batchFunction(context, (f, { rows }) => {
    product(f, rows);
    if (activation) mapRows(f, rows, [output], output, (value) => activation.forward(f, value));
  });
  // For a wide layer, whose tiles read each column several times: its numbers side by side.
  const turned = trainsKernel && tiles!.fullTiles > 1 ? layout.reserve((x.stride / 4) * places.columnBytes) : undefined;
  const forward = (masks: boolean) =>
    batchFunction(context, (f, batch) => {
      listRows(module, f, lists, batch.rows, masks);
      if (masks && turned !== undefined) {
        const four = fourRowsTransposed(module);
        const { first, end } = batch.rows;
        f.for(first, end, 4, (s) =>
          f.call(four, s.mul(x.stride).add(x.address), x.stride, s.shl(2).add(turned), places.columnBytes),
        );
      }
      callOn(f, multiply, batch);
    });

  return {
    train: { turn: 'rows', call: forward(trainsKernel) },
    infer: forward(false),
    clear: trainsKernel ? (f, count) => clearLastMasks(f, lists, count) : undefined,
    needsTotals: false,
    kernelGradient() {
      const columns = {
        lists: lists.address + places.byColumn,
        listBytes: places.columnBytes,
        ends: lists.address + places.columnEnds,
        columnBytes: turned === undefined ? 4 : places.columnBytes,
        numbers: turned ?? x.address,
        reader: {
          name: `a column, ${[x.stride, gradient.stride, turned === undefined]}`,
          step: 4,
          read: (at: Int, column: Int) => {
            const row = loadInt(at);
            return {
              factor: loadSplat((turned === undefined ? row.mul(x.stride / 4) : row).add(column)),
              row: row.mul(gradient.stride / 4),
            };
          },
        },
      };
      const { address: start, shift } = team.reserve(output.vectors * VECTOR);
      const rows = columnGradient(module, {
        columns,
        tiles: tiles!,
        gradient,
        initial: zeros(output.vectors),
        sums: addition(shift, start),
      });
      return (f, { count }) => {
        const sink = context.gradientSink(f, layer.kernel)!;
        const share = team.share(f, layer.inputs, COLUMNS_OF_GROUP);
        listColumns(module, f, lists, count, share);
        rows(f, share, sink, int(context.skipsZeros(layer.kernel) ? 0 : 1));
      };
    },
  };
}
