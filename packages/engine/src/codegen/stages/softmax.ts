// y = eˣ / Σ eˣ along each row, in place.
import { reserveRowBlock } from '../../memory/layout';
import type { SoftmaxLayer } from '../../program';
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int } from '../assembler/scalar';
import { loadVector, vector } from '../assembler/vector';
import { eachVector, greatestOfRow, sumOfLanes, sumOfRow } from '../kernels/each-vector';
import { expOfNegative } from '../math/exp';
import { bytesOf, type Range } from '../range';
import { type Batch, type Context, makeStage, type Stage } from './stage';

export function softmaxStage(context: Context, { width }: SoftmaxLayer, before: Stage): Stage {
  const x = before.output;
  const output = before.needsOutput ? reserveRowBlock(context.layout, context.capacity, width) : x;
  const { gradient } = before;
  return makeStage(context, before, {
    output,
    needsOutput: true,
    forward: (f, { rows }) =>
      eachRow(f, rows, (row) => {
        const greatest = greatestOfRow(f, width, (offset) => loadVector(row.add(offset), x.address));
        const sum = f.let(vector(0));
        eachVector(f, width, (offset, valid) => {
          const e = f.let(valid(expOfNegative(f, f.let(loadVector(row.add(offset), x.address).sub(greatest)))));
          f.store(row.add(offset), e, output.address);
          f.set(sum, sum.add(e));
        });
        const total = sumOfLanes(f, sum);
        eachVector(f, width, (offset) =>
          f.store(row.add(offset), loadVector(row.add(offset), output.address).div(total), output.address),
        );
      }),

    backward: [['rows', backward]],
  });

  /** dx = y (g - Σ_j g_j y_j) */
  function backward(f: FunctionBuilder, { rows }: Batch): void {
    eachRow(f, rows, (row) => {
      const dot = sumOfRow(f, width, (offset, valid) =>
        valid(loadVector(row.add(offset), gradient.address).mul(loadVector(row.add(offset), output.address))),
      );
      eachVector(f, width, (offset, valid) => {
        const g = loadVector(row.add(offset), gradient.address).sub(dot);
        const dx = g.mul(loadVector(row.add(offset), output.address));
        f.store(row.add(offset), valid(dx), gradient.address);
      });
    });
  }

  function eachRow(f: FunctionBuilder, rows: Range, body: (row: Int) => void): void {
    const { first, end } = bytesOf(rows, x.stride);
    f.for(first, f.let(int(end)), x.stride, body);
  }
}
