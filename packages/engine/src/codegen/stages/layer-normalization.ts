// y = (x - mean) / √(variance + ε) · gamma + beta, with the mean and variance of each row.
import { type RowBlock, reserveRowBlock, VECTOR } from '../../memory/layout';
import type { LayerNormalizationLayer } from '../../program';
import type { FunctionBuilder } from '../assembler/function';
import type { Int } from '../assembler/scalar';
import { loadVector, type Vector, vector } from '../assembler/vector';
import { columnSums } from '../kernels/column-sums';
import { eachVector, sumOfRow } from '../kernels/each-vector';
import { eachOf, type Range } from '../range';
import { type Batch, type Build, type Context, makeStage, type Stage, trains } from './stage';

export function stage(context: Context, layer: LayerNormalizationLayer, before: Stage): Stage {
  const { module, team, layout, parameters, capacity } = context;
  const { width, epsilon } = layer;
  const x = before.output;
  const { gradient } = before;
  const output = reserveRowBlock(layout, capacity, width);
  const normalized = reserveRowBlock(layout, capacity, width); // x̂
  const scales = reserveRowBlock(layout, capacity, 4); // 1 / √(variance + ε) of each row, in four lanes
  const products = reserveRowBlock(layout, capacity, width); // g · x̂
  const totals = layout.reserve(gradient.vectors * VECTOR);
  const parameterAt = (f: FunctionBuilder, parameter: number | undefined, offset: Int, otherwise: number) =>
    f.let(parameter === undefined ? vector(otherwise) : loadVector(offset, parameters[parameter].address));

  return makeStage(context, before, {
    output,
    weights: [layer.gamma, layer.beta],

    forward: (f, { rows }) =>
      eachRow(f, rows, (row, scaleAt) => {
        const at = (offset: Int) => loadVector(row.add(offset), x.address);
        const mean = f.let(sumOfRow(f, width, (offset, valid) => valid(at(offset))).div(width));
        const variance = sumOfRow(f, width, (offset, valid) => {
          const distance = f.let(valid(at(offset).sub(mean)));
          return distance.mul(distance);
        }).div(width);
        const scale = f.let(vector(1).div(variance.add(epsilon).sqrt()));
        f.store(scaleAt, scale, scales.address);
        eachVector(f, width, (offset, valid) => {
          const hat = f.let(valid(at(offset).sub(mean).mul(scale)));
          f.store(row.add(offset), hat, normalized.address);
          const y = hat.mul(parameterAt(f, layer.gamma, offset, 1)).add(parameterAt(f, layer.beta, offset, 0));
          f.store(row.add(offset), y, output.address);
        });
      }),

    // dbeta = Σ_s g, dgamma = Σ_s g x̂
    backward: [
      ...(trains(context, layer.beta) ? [['columns', sumsOf(layer.beta, gradient)] as const] : []),
      ['rows', backward],
      ...(trains(context, layer.gamma) ? [['end', sumsOf(layer.gamma, products)] as const] : []),
    ],
  });

  function sumsOf(parameter: number | undefined, rows: RowBlock): Build {
    return (f, { count }) =>
      columnSums(f, count, rows, totals, { module, team, sink: context.gradientSink(f, parameter) });
  }

  /** With h = g · gamma along a row: dx = scale · (h - mean(h) - x̂ · mean(h x̂)) */
  function backward(f: FunctionBuilder, { rows }: Batch): void {
    eachRow(f, rows, (row, scaleAt) => {
      const hat = (offset: Int) => loadVector(row.add(offset), normalized.address);
      const g = (offset: Int) => loadVector(row.add(offset), gradient.address);
      const h = (offset: Int): Vector => g(offset).mul(parameterAt(f, layer.gamma, offset, 1));
      const mean = f.let(sumOfRow(f, width, (offset, valid) => valid(h(offset))).div(width));
      const along = f.let(sumOfRow(f, width, (offset, valid) => valid(h(offset).mul(hat(offset)))).div(width));
      eachVector(f, width, (offset, valid) => {
        f.store(row.add(offset), g(offset).mul(hat(offset)), products.address);
        const dx = h(offset).sub(mean).sub(hat(offset).mul(along));
        f.store(row.add(offset), valid(dx.mul(loadVector(scaleAt, scales.address))), gradient.address);
      });
    });
  }

  function eachRow(f: FunctionBuilder, rows: Range, body: (row: Int, scaleAt: Int) => void): void {
    eachOf(f, rows, (s) => body(f.let(s.mul(x.stride)), f.let(s.mul(scales.stride))));
  }
}
