// L1 and L2 regularization: the penalty on a batch's loss and on the gradients.
import { CALL_FIELD } from '../memory/call-block';
import { VECTOR } from '../memory/layout';
import type { FunctionBuilder } from './assembler/function';
import { type Int, loadDouble } from './assembler/scalar';
import { loadVector, type Vector, vector } from './assembler/vector';
import { sumOfLanes } from './kernels/each-vector';
import type { ParameterBlock } from './parameter-blocks';

/** Adds dR/dw to each gradient, and R = Σ l1 |w| + l2 w² over these parameters to the loss of each row. Padding is 0 and adds nothing. */
export function regularize(f: FunctionBuilder, regularized: readonly ParameterBlock[], call: number, rows: Int): void {
  const loss = f.let(vector(0).toDouble());
  for (const block of regularized) {
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
  f.store(call, loadDouble(call, CALL_FIELD.lossSum).add(loss.mul(rows.toDouble())), CALL_FIELD.lossSum);
}

/** -1, 0 or 1. */
const signOf = (w: Vector): Vector => w.gt(0).and(1).sub(w.lt(0).and(1));
