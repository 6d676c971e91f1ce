// y = (x - mean) / √(variance + ε) · gamma + beta, with the mean and variance of each row.
import type { LayerNormalizationLayer } from '../../program';
import type { FunctionBuilder } from '../assembler/function';
import type { Int } from '../assembler/scalar';
import { loadVector, type Vector, vector } from '../assembler/vector';
import { columnSums } from '../kernels/column-sums';
import { eachVector, sumOfRow } from '../kernels/each-vector';
import { reserveRowBlock, VECTOR } from '../layout';
import { type Context, makeStage, type Stage } from './stage';

export function layerNormalizationStage(context: Context, layer: LayerNormalizationLayer, before: Stage): Stage {
  const { layout, parameters, capacity } = context;
  const { width, epsilon } = layer;
  const x = before.output;
  const { gradient } = before;
  const output = reserveRowBlock(layout, capacity, width);
  const normalized = reserveRowBlock(layout, capacity, width); // x̂
  const scales = reserveRowBlock(layout, capacity, 4); // 1 / √(variance + ε), four times, a row
  const products = reserveRowBlock(layout, capacity, width); // g · x̂
  const totals = layout.reserve(gradient.vectors * VECTOR);
  const parameterAt = (f: FunctionBuilder, parameter: number | undefined, offset: Int, otherwise: number) =>
    f.let(parameter === undefined ? vector(otherwise) : loadVector(offset, parameters[parameter].address));

  return makeStage(context, before, {
    output,
    weights: [layer.gamma, layer.beta],

    forward: (f, count) =>
      eachRow(f, count, (row, scaleAt) => {
        const at = (offset: Int) => loadVector(row.plus(offset), x.address);
        const mean = f.let(sumOfRow(f, width, (offset, valid) => valid(at(offset))).over(width));
        const variance = sumOfRow(f, width, (offset, valid) => {
          const distance = f.let(valid(at(offset).minus(mean)));
          return distance.times(distance);
        }).over(width);
        const scale = f.let(vector(1).over(variance.plus(epsilon).root()));
        f.store(scaleAt, scale, scales.address);
        eachVector(f, width, (offset, valid) => {
          const hat = f.let(valid(at(offset).minus(mean).times(scale)));
          f.store(row.plus(offset), hat, normalized.address);
          const y = hat.times(parameterAt(f, layer.gamma, offset, 1)).plus(parameterAt(f, layer.beta, offset, 0));
          f.store(row.plus(offset), y, output.address);
        });
      }),

    // dbeta = Σ_s g, dgamma = Σ_s g x̂; with h = g · gamma along a row: dx = scale · (h - mean(h) - x̂ · mean(h x̂))
    backward(f, count) {
      const [ofGamma, ofBeta] = [context.deliver(f, layer.gamma), context.deliver(f, layer.beta)];
      if (ofBeta) columnSums(f, count, gradient, totals, ofBeta);
      eachRow(f, count, (row, scaleAt) => {
        const hat = (offset: Int) => loadVector(row.plus(offset), normalized.address);
        const g = (offset: Int) => loadVector(row.plus(offset), gradient.address);
        const h = (offset: Int): Vector => g(offset).times(parameterAt(f, layer.gamma, offset, 1));
        const mean = f.let(sumOfRow(f, width, (offset, valid) => valid(h(offset))).over(width));
        const along = f.let(sumOfRow(f, width, (offset, valid) => valid(h(offset).times(hat(offset)))).over(width));
        eachVector(f, width, (offset, valid) => {
          f.store(row.plus(offset), g(offset).times(hat(offset)), products.address);
          const dx = h(offset).minus(mean).minus(hat(offset).times(along));
          f.store(row.plus(offset), valid(dx.times(loadVector(scaleAt, scales.address))), gradient.address);
        });
      });
      if (ofGamma) columnSums(f, count, products, totals, ofGamma);
    },
  });

  function eachRow(f: FunctionBuilder, count: Int, body: (row: Int, scaleAt: Int) => void): void {
    f.for(0, count, 1, (s) => body(f.let(s.times(x.stride)), f.let(s.times(scales.stride))));
  }
}
