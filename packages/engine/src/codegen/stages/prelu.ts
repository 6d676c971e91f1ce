// y = x where x ≥ 0, else alpha · x, with a trained alpha for each column or one for all.
import { reserveRowBlock, VECTOR } from '../../memory/layout';
import type { PreluLayer } from '../../program';
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int } from '../assembler/scalar';
import { loadSplat, loadVector, vector } from '../assembler/vector';
import { downColumn, eachColumnOf, firstLanes, sumOfLanes, vectorsIn } from '../kernels/each-vector';
import { bytesOf, type Range } from '../range';
import { type Batch, type Context, makeStage, type Stage } from './stage';

export function stage(context: Context, layer: PreluLayer, before: Stage): Stage {
  const alpha = context.parameters[layer.alpha];
  const { team } = context;
  const shared = alpha.parameter.size === 1;
  const x = before.output;
  const { gradient } = before;
  const output = reserveRowBlock(context.layout, context.capacity, layer.width);
  const alphaAt = (f: FunctionBuilder, column: Int) =>
    f.let(shared ? loadSplat(0, alpha.address) : loadVector(column, alpha.address));

  return makeStage(context, before, {
    output,
    weights: [layer.alpha],
    forward: (f, { rows }) =>
      eachColumn(f, rows, (column, at) => {
        const value = f.let(loadVector(at, x.address));
        f.store(at, value.ge(0).bitselect(value, value.mul(alphaAt(f, column))), output.address);
      }),

    backward: [
      [
        'columns',
        shared
          ? (f, batch) => team.only(f, 0, () => backward(f, batch, vectorsIn(x)))
          : (f, batch) => backward(f, batch, team.share(f, x.vectors)),
      ],
    ],
  });

  /** dx = g where x > 0, else alpha · g; dalpha = Σ_s g · min(x, 0) */
  function backward(f: FunctionBuilder, { count }: Batch, columns: Range): void {
    const total = f.let(vector(0));
    const sink = context.gradientSink(f, layer.alpha);
    eachColumnOf(f, columns, (column) => {
      const sum = f.let(vector(0));
      const factor = alphaAt(f, column);
      downColumn(f, { first: 0, end: count }, x, column, (at) => {
        const value = f.let(loadVector(at, x.address));
        const g = f.let(loadVector(at, gradient.address));
        f.set(sum, sum.add(g.mul(value.pmin(0))));
        f.store(at, value.gt(0).bitselect(g, g.mul(factor)), gradient.address);
      });
      if (shared) f.set(total, total.add(sum));
      else sink?.write(sum, column, 0);
    });
    if (shared) sink?.write(sumOfLanes(f, total).and(firstLanes(1)), int(0), 0);
    sink?.flush(shared ? { first: 0, end: VECTOR } : bytesOf(columns, VECTOR));
  }

  function eachColumn(f: FunctionBuilder, rows: Range, body: (column: Int, at: Int) => void): void {
    if (shared) {
      const { first, end } = bytesOf(rows, x.stride);
      f.for(first, f.let(int(end)), VECTOR, (at) => body(at, at));
    } else eachColumnOf(f, vectorsIn(x), (column) => downColumn(f, rows, x, column, (at) => body(column, at)));
  }
}
