// A dense layer over full rows.
import { loadVector } from '../../assembler/vector';
import { outerProduct } from '../../kernels/outer-product';
import { type Finish, product } from '../../kernels/product';
import { batchFunction, type Context } from '../stage';
import { biasAddress, type DenseParts, type DenseStrategy } from './strategy';

export function fromRows(context: Context, dense: DenseParts): DenseStrategy {
  const { layer, before, activation, output, gradient } = dense;
  const { team } = context;
  const { tiles, address } = context.parameters[layer.kernel];
  const bias = biasAddress(context, dense);
  const finish: Finish = (f, sum, _place, column, _offset, columnOffset) => {
    const z = bias === undefined ? sum : sum.add(loadVector(column, bias + columnOffset));
    return activation ? activation.forward(f, f.let(z)) : z;
  };
  const x = before!.output;
  const both = batchFunction(context, (f, { rows }) =>
    product(f, rows, { x, tiles: tiles!, weights: address, z: output, finish }),
  );
  return {
    train: { turn: 'rows', call: both },
    infer: both,
    needsTotals: false,
    kernelGradient:
      () =>
      (f, { count }, sink) =>
        outerProduct(f, count, { team, x, gradient, tiles: tiles!, sink }),
  };
}
