// Program → WebAssembly module and a map of its memory.
import type { Program, ProgramLayer } from '../program';
import { activationRule } from './activations';
import type { FunctionBuilder } from './assembler/function';
import { ModuleBuilder } from './assembler/module';
import { type Int, int, loadDouble, loadInt } from './assembler/scalar';
import { loadSplat, loadVector, type Vector } from './assembler/vector';
import { CALL_BLOCK_BYTES, CELL, MOST_METRICS, SCALARS } from './call-block';
import type { Deliver } from './kernels/outer-product';
import { createLayout, type RowBlock, VECTOR } from './layout';
import { optimizerRule } from './optimizers';
import { type PlacedParameter, placeParameters } from './place-parameters';
import { isRegularized, regularize } from './regularize';
import { activationStage } from './stages/activation';
import { batchNormalizationStage } from './stages/batch-normalization';
import { denseStage } from './stages/dense';
import { inputStage } from './stages/input';
import { layerNormalizationStage } from './stages/layer-normalization';
import { lossFunctions } from './stages/loss';
import { noiseStage } from './stages/noise';
import { preluStage } from './stages/prelu';
import { softmaxStage } from './stages/softmax';
import type { Context, Stage } from './stages/stage';

export interface CompileOptions {
  /** First address that the module may use. */
  readonly base: number;
  /** Rows of a batch, at most. */
  readonly capacity: number;
  /** Whether the first layer reads sparse rows; only where that is a dense one. */
  readonly sparse: boolean;
  /** The maximum of the memory in pages, where it is a shared one. */
  readonly sharedPages?: number;
}

/** A program as WebAssembly, and where it keeps what. */
export interface Compiled {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly parameters: readonly PlacedParameter[];
  /** Address of the call block. */
  readonly call: number;
  /** Keys of the noise layers, two words each, by their ordinal. */
  readonly noiseKeys: number;
  readonly output: RowBlock;
  /** The first address that the module does not use. */
  readonly end: number;
}

/** What the module exports. Addresses and counts are integers. */
export interface Exports {
  /** Trains on `rows` rows named from address `order`, `batch` at a time, with a row of scalars for each step from `scalars`. */
  train(order: number, rows: number, batch: number, scalars: number): void;
  /** Readies what depends on the weights; before `forward` and `evaluate`. */
  prepare(): void;
  /** The outputs of `rows` rows, at most the capacity. */
  forward(order: number, rows: number): void;
  /** The same, and adds their loss and metrics to the sums. */
  evaluate(order: number, rows: number): void;
}

export function compile(program: Program, { base, capacity, sparse, sharedPages }: CompileOptions): Compiled {
  const module = new ModuleBuilder();
  const layout = createLayout(base);
  const call = layout.reserve(CALL_BLOCK_BYTES);
  const noiseKeys = layout.reserve(8 * program.layers.length);
  const parameters = placeParameters(layout, program, sparse);
  const context: Context = {
    module,
    layout,
    program,
    parameters,
    capacity,
    call,
    ...delivery(program, parameters, call),
  };

  const stages = buildStages(context, sparse, noiseKeys);
  const last = stages[stages.length - 1];
  const loss = lossFunctions(context, last, program.layers[program.layers.length - 1]?.kind === 'softmax');
  const backward = [...stages].reverse().flatMap((stage) => (stage.trainable ? stage.back() : []));
  const update = updateFunction(context);
  const prepare = stages.flatMap((stage) => stage.prepare ?? []);

  exportTrain(context, { prepare, forward: stages.map((s) => s.train), loss: loss.train, backward, update });
  module.export('prepare', [], (f) => {
    for (const each of prepare) f.call(each, int(0));
  });
  const pass = (f: FunctionBuilder, functions: FunctionBuilder[]) => {
    f.store(call, f.parameter(0), CELL.order);
    for (const each of functions) f.call(each, f.parameter(1));
  };
  const inference = stages.map((stage) => stage.infer);
  module.export('forward', ['i32', 'i32'], (f) => pass(f, inference));
  module.export('evaluate', ['i32', 'i32'], (f) => pass(f, [...inference, loss.evaluate]));
  return { bytes: module.bytes({ sharedPages }), parameters, call, noiseKeys, output: last.output, end: layout.end };
}

/** Whether a program is one that this compiler takes: the reasons why not. */
export function supports(program: Program): string[] {
  const reasons: string[] = [];
  if (program.metrics.length > MOST_METRICS)
    reasons.push(`at most ${MOST_METRICS} metrics, received ${program.metrics.length}`);
  return reasons;
}

/** Plain SGD changes a weight as soon as its gradient is known; other gradients are stored for the update. */
function delivery(program: Program, parameters: readonly PlacedParameter[], call: number) {
  const updatesAtOnce = (parameter: number) =>
    program.optimizer.name === 'sgd' && !isRegularized(parameters[parameter]);
  const deliver = (f: FunctionBuilder, parameter: number): Deliver => {
    const { address, gradient } = parameters[parameter];
    if (!updatesAtOnce(parameter)) return (sum, place, offset) => f.store(place, sum, gradient + offset);
    const rate = f.let(loadSplat(loadInt(call, CELL.scalars)));
    return (sum, place, offset) =>
      f.store(place, loadVector(place, address + offset).minus(sum.times(rate)), address + offset);
  };
  return { updatesAtOnce, deliver };
}

function buildStages(context: Context, sparse: boolean, noiseKeys: number): Stage[] {
  const { layers } = context.program;
  const stages: Stage[] = sparse ? [] : [inputStage(context)];
  for (let i = 0; i < layers.length; i++) {
    const layer = layers[i];
    const before = stages[stages.length - 1] as Stage | undefined;
    if (layer.kind !== 'dense') {
      stages.push(buildStage(context, layer, `${layer.kind}${i}`, before!, noiseKeys));
      continue;
    }
    const next = layers[i + 1];
    const rule = next?.kind === 'activation' ? activationRule(next.function) : undefined;
    const activation = rule?.short ? rule : undefined;
    stages.push(denseStage(context, { name: `dense${i}`, layer, before, activation }));
    if (activation) i++;
  }
  return stages;
}

function buildStage(
  context: Context,
  layer: Exclude<ProgramLayer, { kind: 'dense' }>,
  name: string,
  before: Stage,
  noiseKeys: number,
): Stage {
  if (layer.kind === 'activation') return activationStage(context, layer, name, before);
  if (layer.kind === 'prelu') return preluStage(context, layer, name, before);
  if (layer.kind === 'softmax') return softmaxStage(context, layer, name, before);
  if (layer.kind === 'batchNormalization') return batchNormalizationStage(context, layer, name, before);
  if (layer.kind === 'layerNormalization') return layerNormalizationStage(context, layer, name, before);
  return noiseStage(context, layer, name, before, noiseKeys + 8 * layer.ordinal);
}

/** Adds regularization, then one step of the optimizer for all weights that were not changed at once. */
function updateFunction({ module, program, parameters, call, updatesAtOnce }: Context): FunctionBuilder {
  const rule = optimizerRule(program.optimizer.name);
  const scalarCount = rule.scalars(program.optimizer, 1).length;
  return module.define('update', ['i32'], (f) => {
    const penalty = regularize(f, parameters);
    f.store(call, loadDouble(call, CELL.lossSum).plus(penalty.times(f.parameter(0).toDouble())), CELL.lossSum);
    const row = f.let(loadInt(call, CELL.scalars));
    const scalars = Array.from({ length: scalarCount }, (_, i) => f.let(loadSplat(row, i * 4)));
    parameters.forEach((placed, index) => {
      if (!placed.parameter.trainable || updatesAtOnce(index)) return;
      updateOne(f, placed, scalars);
    });
  });

  function updateOne(
    f: FunctionBuilder,
    { address, gradient, slots, bytes }: PlacedParameter,
    scalars: Vector[],
  ): void {
    f.for(0, bytes, VECTOR, (at) => {
      const w = f.let(loadVector(at, address));
      const g = f.let(loadVector(at, gradient));
      const kept = slots.map((slot) => f.let(loadVector(at, slot)));
      const after = rule.update(f, { w, g, slots: kept, scalars });
      f.store(at, after.w, address);
      after.slots.forEach((slot, i) => {
        f.store(at, slot, slots[i]);
      });
    });
  }
}

interface Step {
  readonly prepare: FunctionBuilder[];
  readonly forward: FunctionBuilder[];
  readonly loss: FunctionBuilder;
  readonly backward: FunctionBuilder[];
  readonly update: FunctionBuilder;
}

/** One step after the other; stops after one whose loss is not finite. */
function exportTrain({ module, call }: Context, step: Step): void {
  const inTurn = [...step.prepare, ...step.forward, step.loss, ...step.backward, step.update];
  module.export('train', ['i32', 'i32', 'i32', 'i32'], (f) => {
    const [order, rows, batch, scalars] = [0, 1, 2, 3].map((i) => f.parameter(i)) as [Int, Int, Int, Int];
    const left = f.let(rows);
    f.store(call, order, CELL.order);
    f.store(call, scalars, CELL.scalars);
    f.store(call, int(0), CELL.finished);
    f.while(
      () => left.above(0),
      () => {
        const count = f.let(left.below(batch).choose(left, batch));
        for (const each of inTurn) f.call(each, count);
        f.set(left, left.minus(count));
        const loss = f.let(loadDouble(call, CELL.lossSum));
        f.if(loss.minus(loss).equals(0).equals(0), () => f.set(left, int(0)));
        advance(f, CELL.order, count.shiftLeft(2));
        advance(f, CELL.scalars, int(SCALARS * 4));
        advance(f, CELL.step, int(1));
        advance(f, CELL.finished, int(1));
      },
    );
  });

  function advance(f: FunctionBuilder, cell: number, by: Int): void {
    f.store(call, loadInt(call, cell).plus(by), cell);
  }
}
