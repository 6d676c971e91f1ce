// y = x W + b, with a short activation fused into it.
import { reserveRowBlock, VECTOR } from '../../../memory/layout';
import type { FunctionBuilder } from '../../assembler/function';
import { loadVector } from '../../assembler/vector';
import { columnSums } from '../../kernels/column-sums';
import { mapRows } from '../../kernels/each-vector';
import { listProduct } from '../../kernels/list-product';
import { listRows, reserveNonZeros } from '../../kernels/non-zeros';
import { product } from '../../kernels/product';
import { transpose } from '../../kernels/transpose';
import { worthLists } from '../../sparsity';
import { listsPairs, listTileVectors, TILE_VECTORS, weightTiles } from '../../weight-tiles';
import { batchFunction, type Context, elementwiseBackward, type Stage, trains } from '../stage';
import { fromData } from './from-data';
import { fromLists } from './from-lists';
import { fromRows } from './from-rows';
import type { DenseParts, DenseStrategy } from './strategy';

export function denseStage(context: Context, asked: Omit<DenseParts, 'output' | 'gradient'>): Stage {
  const { capacity, layout } = context;
  const { layer, before, activation, oftenZero } = asked;
  const output = reserveRowBlock(layout, capacity, layer.outputs);
  const gradient = reserveRowBlock(layout, capacity, layer.outputs);
  const dense: DenseParts = { ...asked, output, gradient };
  const build = !before ? fromData : oftenZero.input && !listsPairs(layer.outputs) ? fromLists : fromRows;
  const strategy = build(context, dense);
  const { train, infer, prepare } = strategy;
  const stage: Stage = {
    output,
    gradient,
    needsOutput: activation !== undefined,
    trainable: !!before?.trainable || trains(context, layer.kernel) || trains(context, layer.bias),
    derivative: activation?.backward,
    train,
    infer,
    prepare,

    backward() {
      const functions: FunctionBuilder[] = [];
      if (activation && !stage.derivativeApplied)
        functions.push(batchFunction(context, elementwiseBackward(gradient, output, activation.backward)));
      if (before?.trainable) functions.push(inputGradient(context, dense, before));
      functions.push(weightGradients(context, dense, strategy));
      return functions;
    },
  };
  return stage;
}

/** dx = g Wᵀ: [n, out] × [out, in] → [n, in], times the derivative of the stage that computed x where it has one. */
function inputGradient(context: Context, dense: DenseParts, before: Stage): FunctionBuilder {
  const { module, layout, capacity, laneOffsets, zeros } = context;
  const { layer, gradient } = dense;
  const { tiles: ownTiles, address } = context.parameters[layer.kernel];
  const { derivative, output, gradient: z } = before;
  before.derivativeApplied = derivative !== undefined;
  const overLists = dense.oftenZero.gradient && worthLists(layer.inputs);
  const isSingle = overLists && !listsPairs(layer.inputs);
  const tiles = weightTiles(layer.outputs, layer.inputs, isSingle ? listTileVectors(layer.inputs) : TILE_VECTORS);
  const weights = layout.reserve(tiles.bytes);
  const group = isSingle ? 1 : 2;
  const lists = overLists
    ? reserveNonZeros(layout, gradient, { capacity, laneOffsets, columns: false, group })
    : undefined;
  if (!lists || !isSingle)
    return batchFunction(context, (f, count) => {
      transpose(module, f, { tiles: ownTiles!, address }, { tiles, address: weights });
      if (lists) listRows(f, lists, count, false);
      product(f, count, {
        lists,
        x: gradient,
        tiles,
        weights,
        z,
        finish: (f, sum, at, _column, offset) =>
          derivative ? derivative(f, sum, loadVector(at, output.address + offset)) : sum,
      });
    });
  const sums = listProduct(module, { lists, tiles, weights, z, initial: zeros(z.vectors) });
  return batchFunction(context, (f, count) => {
    transpose(module, f, { tiles: ownTiles!, address }, { tiles, address: weights });
    listRows(f, lists, count, false);
    sums(f, count);
    if (derivative) mapRows(f, count, [z, output], z, (g, value) => derivative(f, g, value));
  });
}

/** db = Σ_s g, and dW. */
function weightGradients(context: Context, { layer, gradient }: DenseParts, strategy: DenseStrategy): FunctionBuilder {
  const totals = context.layout.reserve(gradient.vectors * VECTOR);
  const kernelGradient = trains(context, layer.kernel) ? strategy.kernelGradient() : undefined;
  return batchFunction(context, (f, count) => {
    const bias = context.gradientSink(f, layer.bias);
    if (bias || strategy.needsTotals) columnSums(f, count, gradient, totals, bias);
    kernelGradient?.(f, count, context.gradientSink(f, layer.kernel)!, totals);
  });
}
