// A dense layer over full rows.
import { outerProduct } from '../../kernels/outer-product';
import { product } from '../../kernels/product';
import { COLUMNS_TOGETHER } from '../../team';
import { batchFunction, type Context } from '../stage';
import { biasAddress, type DenseParts, type DenseStrategy } from './strategy';

export function fromRows(context: Context, dense: DenseParts): DenseStrategy {
  const { layer, before, activation, output, gradient } = dense;
  const { module, team, parameters } = context;
  const { tiles, address } = parameters[layer.kernel];
  const bias = biasAddress(context, dense);
  const x = before!.output;
  const finish = activation && { name: activation.name, map: activation.forward, rows: 0 };
  const multiply = batchFunction(context, (f, { rows }) =>
    product(module, f, rows, { x, tiles: tiles!, weights: address, z: output, bias: bias ?? 0, finish }),
  );
  return {
    train: { turn: 'rows', call: multiply },
    infer: multiply,
    needsTotals: false,
    kernelGradient:
      () =>
      (f, { count }) => {
        const share = team.share(f, layer.inputs, COLUMNS_TOGETHER);
        outerProduct(context, f, count, share, { x, gradient, kernel: layer.kernel });
      },
  };
}
