// L1 and L2 regularization: the penalty on a batch's loss and on the gradients.
import { VECTOR } from '../memory/layout';
import type { FunctionBuilder } from './assembler/function';
import type { Double, Int } from './assembler/scalar';
import { loadVector, type Vector, vector } from './assembler/vector';
import { sumOfLanes } from './kernels/each-vector';
import type { ParameterBlock } from './parameter-blocks';

export const isRegularized = ({ parameter }: ParameterBlock) => parameter.l1 !== 0 || parameter.l2 !== 0;

/** Adds dR/dw to each gradient and returns R = Σ l1 |w| + l2 w² over all parameters. Padding is 0 and adds nothing. */
export function regularize(f: FunctionBuilder, parameters: readonly ParameterBlock[]): Double {
  const loss = f.let(vector(0).toDouble());
  for (const block of parameters.filter(isRegularized)) {
    const { l1, l2, trainable } = block.parameter;
    const sum = f.let(vector(0));
    f.for(0, block.bytes, VECTOR, (at: Int) => {
      const w = f.let(loadVector(at, block.address));
      f.set(sum, sum.add(w.abs().mul(l1)).add(w.mul(w).mul(l2)));
      if (!trainable) return;
      const g = loadVector(at, block.gradient)
        .add(signOf(w).mul(l1))
        .add(w.mul(2 * l2));
      f.store(at, g, block.gradient);
    });
    f.set(loss, loss.add(sumOfLanes(f, sum).toDouble()));
  }
  return loss;
}

/** -1, 0 or 1. */
const signOf = (w: Vector): Vector => w.gt(0).and(1).sub(w.lt(0).and(1));
