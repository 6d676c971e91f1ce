// The gradient of a matrix of weights: the sum of all samples' outer products of input and output gradient.
import { type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { Int } from '../assembler/scalar';
import { vector } from '../assembler/vector';
import { isRegularized } from '../parameter-blocks';
import type { Range } from '../range';
import type { Context } from '../stages/stage';
import { eachBlock, eachTile } from './each-tile';
import { addProducts, groupsAtOnce } from './sum-of-products';

export interface OuterProduct {
  /** [n, in] */
  readonly x: RowBlock;
  /** [n, out] */
  readonly gradient: RowBlock;
  /** The index of the weights in the Program: [in, out] */
  readonly kernel: number;
}

/**
 * dW[k][j] = Σ_s x[s][k] g[s][j], summed in the order of s, for a share of the columns of x: [in, n] × [n, out] → [in, out]. Layers of the same
 * shape share the code.
 */
export function outerProduct(
  { module, parameters, gradientSink }: Pick<Context, 'module' | 'parameters' | 'gradientSink'>,
  f: FunctionBuilder,
  count: Int,
  share: Range,
  { x, gradient, kernel }: OuterProduct,
): void {
  const { parameter, tiles, address } = parameters[kernel];
  const key = ['outer product', x.stride, gradient.stride, tiles, isRegularized(parameter)];
  const shared = module.defineOnce(key, 6, (own, first, end, last, ofX, ofGradient, weights) => {
    const sink = gradientSink(own, kernel, true)!;
    eachTile(own, tiles!, (vectors, tile, column) => {
      const start = own.let(tile.add(weights));
      const inTile = (row: Int) => start.add(row.mul(vectors * VECTOR));
      const afterLast = own.let(last.add(column));
      eachBlock(own, { first, end }, groupsAtOnce(vectors), (size, row) => {
        const sums = Array.from({ length: size * vectors }, () => own.let(vector(0)));
        addProducts(own, {
          sums,
          vectors,
          numbers: { start: row.mul(4).add(ofX), step: x.stride, next: 4 },
          rows: { start: column.add(ofGradient), step: gradient.stride },
          end: afterLast,
        });
        const at = own.let(inTile(row));
        for (let i = 0; i < sums.length; i++) sink.write(sums[i], at, i * VECTOR);
      });
      sink.flush({ first: inTile(first), end: inTile(end) });
    });
  });
  const last = count.mul(gradient.stride).add(gradient.address);
  f.call(shared, share.first, share.end, last, x.address, gradient.address, address);
}
