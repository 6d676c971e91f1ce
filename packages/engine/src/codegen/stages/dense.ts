// y = x W + b, with the activation behind it where that is short, from rows in memory or straight from a sparse data set.
import type { DenseLayer } from '../../program';
import type { ActivationRule } from '../activations';
import type { FunctionBuilder } from '../assembler/function';
import { loadVector } from '../assembler/vector';
import { columnSums, outerProduct } from '../kernels/outer-product';
import { type Finish, product } from '../kernels/product';
import { sparseGradient } from '../kernels/sparse-gradient';
import { reserveSparseInput, type SparseInput } from '../kernels/sparse-input';
import { prepareInput, sparseProduct } from '../kernels/sparse-rows';
import { transpose } from '../kernels/transpose';
import { type RowBlock, reserveRowBlock, VECTOR, vectorsOf } from '../layout';
import { weightTiles } from '../weight-tiles';
import { backByDerivative, batchFunction, type Context, type Stage } from './stage';

const TILE_VECTORS = 4; // as in place-parameters.ts

export interface Dense {
  readonly name: string;
  readonly layer: DenseLayer;
  /** Where x comes from; none where x are the sparse rows of the data set. */
  readonly before?: Stage;
  readonly activation?: ActivationRule;
}

export function denseStage(context: Context, dense: Dense): Stage {
  const { capacity, layout, parameters } = context;
  const { name, layer, before, activation } = dense;
  const output = reserveRowBlock(layout, capacity, layer.outputs);
  const gradient = reserveRowBlock(layout, capacity, layer.outputs);
  const sparse = before ? undefined : sparseInput(context, layer);
  const trains = (parameter?: number) => parameter !== undefined && parameters[parameter].parameter.trainable;
  const stage: Stage = {
    output,
    gradient,
    keepsOutput: activation !== undefined,
    trainable: !!before?.trainable || trains(layer.kernel) || trains(layer.bias),
    derivative: activation?.backward,
    ...(sparse ? sparseForward(context, dense, output, sparse) : denseForward(context, dense, output)),

    back() {
      const functions: FunctionBuilder[] = [];
      if (activation && !stage.derivativeApplied)
        functions.push(backByDerivative(context, `${name}.derivative`, gradient, output, activation.backward));
      if (before?.trainable) functions.push(inputGradient(context, dense, gradient, before));
      functions.push(weightGradients(context, dense, gradient, sparse));
      return functions;
    },
  };
  return stage;
}

/** z → activation(z + b) */
function finishWith({ activation }: Dense, bias: number | undefined): Finish {
  return (f, sum, _place, column, _offset, columnOffset) => {
    const z = bias === undefined ? sum : sum.plus(loadVector(column, bias + columnOffset));
    return activation ? activation.forward(f, f.let(z)) : z;
  };
}

function biasAddress({ parameters }: Context, { layer }: Dense): number | undefined {
  return layer.bias === undefined ? undefined : parameters[layer.bias].address;
}

/** [n, in] × [in, out] → [n, out] */
function denseForward(context: Context, dense: Dense, z: RowBlock): Pick<Stage, 'train' | 'infer'> {
  const { tiles, address } = context.parameters[dense.layer.kernel];
  const finish = finishWith(dense, biasAddress(context, dense));
  const both = batchFunction(context, `${dense.name}.forward`, (f, count) =>
    product(f, count, { x: dense.before!.output, tiles: tiles!, weights: address, z, finish }),
  );
  return { train: both, infer: both };
}

function sparseInput({ layout, capacity, parameters, call }: Context, layer: DenseLayer): SparseInput {
  const { tiles, address } = parameters[layer.kernel];
  return reserveSparseInput(layout, {
    inputs: layer.inputs,
    batch: capacity,
    tiles: tiles!,
    weights: address,
    call,
  });
}

function sparseForward(context: Context, { name, layer, activation }: Dense, z: RowBlock, input: SparseInput) {
  const { module, parameters } = context;
  const lists = parameters[layer.kernel].parameter.trainable;
  const pass = (kind: string, lists: boolean) =>
    batchFunction(
      context,
      `${name}.${kind}`,
      sparseProduct(module, `${name}.${kind}`, { input, z, activation: activation?.forward, lists }),
    );
  return {
    train: pass('train', lists),
    infer: pass('infer', false),
    prepare: batchFunction(context, `${name}.prepare`, (f) =>
      prepareInput(f, input, layer.bias === undefined ? undefined : parameters[layer.bias].address),
    ),
  };
}

/** dx = g Wᵀ: [n, out] × [out, in] → [n, in], times the derivative of what made x where that is to be had. */
function inputGradient(context: Context, { name, layer }: Dense, gradient: RowBlock, before: Stage): FunctionBuilder {
  const kernel = context.parameters[layer.kernel];
  const tiles = weightTiles(layer.outputs, layer.inputs, TILE_VECTORS);
  const transposed = context.layout.reserve(tiles.bytes);
  const { derivative, output } = before;
  before.derivativeApplied = derivative !== undefined;
  const finish: Finish = (f, sum, place, _column, offset) =>
    derivative ? derivative(f, sum, loadVector(place, output.address + offset)) : sum;
  return batchFunction(context, `${name}.inputGradient`, (f, count) => {
    transpose(f, { tiles: kernel.tiles!, address: kernel.address }, { tiles, address: transposed });
    product(f, count, { x: gradient, tiles, weights: transposed, z: before.gradient, finish });
  });
}

/** db = Σ_s g, dW = xᵀ g: [in, n] × [n, out] → [in, out] */
function weightGradients(
  context: Context,
  { name, layer, before }: Dense,
  gradient: RowBlock,
  sparse: SparseInput | undefined,
): FunctionBuilder {
  const { parameters, layout } = context;
  const kernel = parameters[layer.kernel];
  const trainsBias = layer.bias !== undefined && parameters[layer.bias].parameter.trainable;
  const sparseSums = sparse && sparseGradient(context.module, name, sparse, gradient);
  const totals = sparse && layout.reserve(vectorsOf(layer.outputs) * VECTOR);
  return batchFunction(context, `${name}.weightGradients`, (f, count) => {
    const bias = trainsBias ? context.deliver(f, layer.bias!) : undefined;
    if (bias || totals !== undefined)
      columnSums(f, count, gradient, (sum, place, offset) => {
        const total = f.let(sum);
        if (totals !== undefined) f.store(place, total, totals + offset);
        bias?.(total, place, offset);
      });
    if (!kernel.parameter.trainable) return;
    const deliver = context.deliver(f, layer.kernel);
    if (sparseSums) sparseSums(f, { totals: totals!, skipZeros: context.updatesAtOnce(layer.kernel), deliver });
    else outerProduct(f, count, { x: before!.output, gradient, tiles: kernel.tiles!, deliver });
  });
}
