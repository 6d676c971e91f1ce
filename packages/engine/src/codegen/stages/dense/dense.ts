// y = x W + b, with a short activation fused into it.
import { reserveRowBlock, VECTOR } from '../../../memory/layout';
import { part } from '../../../parts/parts';
import { addition } from '../../assembler/scalar';
import { columnSums } from '../../kernels/column-sums';
import { mapRows } from '../../kernels/each-vector';
import { type Finish, product } from '../../kernels/product';
import { transpose } from '../../kernels/transpose';
import { worthLists } from '../../sparsity';
import { listTileVectors, TILE_VECTORS, weightTiles } from '../../weight-tiles';
import { type Context, type Stage, type StepFunction, stepFunction, trains } from '../stage';
import { fromRows } from './from-rows';
import type { DenseParts, DenseStrategy } from './strategy';

export function denseStage(context: Context, asked: Omit<DenseParts, 'output' | 'gradient'>): Stage {
  const { capacity, layout, team } = context;
  const { layer, before, activation, oftenZero } = asked;
  const output = reserveRowBlock(layout, capacity, layer.outputs);
  const gradient = reserveRowBlock(layout, capacity, layer.outputs);
  const dense: DenseParts = { ...asked, output, gradient };
  const build = !before ? part('lists').fromData : oftenZero.input ? part('lists').fromLists : fromRows;
  const strategy = build(context, dense);
  const { train, infer, prepare } = strategy;
  const stage: Stage = {
    output,
    gradient,
    needsOutput: activation !== undefined,
    trainable: !!before?.trainable || trains(context, layer.kernel) || trains(context, layer.bias),
    derivative: activation,
    train,
    infer,
    prepare,

    backward() {
      const { clear } = strategy;
      const functions: StepFunction[] = [];
      if (clear)
        functions.push(stepFunction(context, 'start', (f, { count }) => team.only(f, 0, () => clear(f, count))));
      if (activation && !stage.derivativeApplied)
        functions.push(
          stepFunction(context, 'rows', (f, { rows }) =>
            mapRows(f, rows, [gradient, output], gradient, (g, y) => activation.backward(f, g, y)),
          ),
        );
      if (before?.trainable) functions.push(...inputGradient(context, dense, before));
      functions.push(weightGradients(context, dense, strategy));
      return functions;
    },
  };
  return stage;
}

/** dx = g Wᵀ: [n, out] × [out, in] → [n, in], times the derivative of the stage that computed x where it has one. */
function inputGradient(context: Context, dense: DenseParts, before: Stage): StepFunction[] {
  const { module, team, layout } = context;
  const { layer, gradient } = dense;
  const { tiles: ownTiles, address } = context.parameters[layer.kernel];
  const { derivative, output, gradient: z } = before;
  before.derivativeApplied = derivative !== undefined;
  const overLists = dense.oftenZero.gradient && worthLists(layer.inputs) ? part('lists') : undefined;
  const tiles = weightTiles(layer.outputs, layer.inputs, overLists ? listTileVectors(layer.inputs) : TILE_VECTORS);
  const weights = layout.reserve(tiles.bytes);
  const turned = stepFunction(context, 'start', (f) =>
    transpose(module, f, { tiles: ownTiles!, address }, { tiles, address: weights }, team),
  );
  if (overLists) return [turned, overLists.inputGradient(context, gradient, before, { tiles, weights })];
  const finish: Finish | undefined = derivative && {
    name: `derivative of ${derivative.name}`,
    map: derivative.backward,
    rows: output.address,
  };
  const multiply = stepFunction(context, 'rows', (f, { rows }) =>
    product(module, f, rows, { x: gradient, tiles, weights, z, bias: 0, finish }),
  );
  return [turned, multiply];
}

/** db = Σ_s g, and dW. */
function weightGradients(context: Context, { layer, gradient }: DenseParts, strategy: DenseStrategy): StepFunction {
  const { module, team } = context;
  const totals = team.reserve(gradient.vectors * VECTOR);
  const kernelGradient = trains(context, layer.kernel) ? strategy.kernelGradient() : undefined;
  return stepFunction(context, 'end', (f, batch) => {
    const sink = context.gradientSink(f, layer.bias);
    const all = strategy.needsTotals;
    if (sink || all)
      columnSums(f, batch.count, gradient, addition(totals.shift, totals.address), { module, team, sink, all });
    kernelGradient?.(f, batch, totals);
  });
}
