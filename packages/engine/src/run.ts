// Program + weights + data → a WebAssembly instance that trains, evaluates and predicts.
import { createRandom, normalsFromWords } from '@mlp-lab/core';
import { CELL, SCALARS } from './codegen/call-block';
import type { Exports, Imports } from './codegen/compile';
import { type CompiledModule, compileOnce } from './codegen/compile-once';
import { guestRows } from './codegen/data/guest-rows';
import { type Inputs, placeInputs } from './codegen/data/inputs';
import { type Cells, placeTargets, pointAt } from './codegen/data/place-rows';
import { createLayout } from './codegen/layout';
import { extend, isShared, MOST_PAGES } from './codegen/memory';
import { optimizerRule } from './codegen/optimizers';
import { readParameter, writeParameter } from './codegen/place-parameters';
import type { NoiseLayer, Program, ProgramOptimizer, ProgramState, Rows, Sums } from './program';
import { noSums, type Slice, type SliceResult } from './trainer';

/** What to train, on what. */
export interface RunnerOptions {
  readonly batchSize: number;
  /** Seeds the noise layers. */
  readonly seed: number;
  /** The training rows, where there is training, and validation rows, where there are such. */
  readonly rows?: Rows;
  readonly validation?: Rows;
  /** Where the x of these rows are already. Default: they are copied to a memory of their own. */
  readonly inputs?: Inputs;
}

export interface TrainSlice extends Slice {
  /** The hyperparameters now; the name can't change. */
  readonly optimizer: ProgramOptimizer;
}

export interface Runner {
  /** One step a batch. Stops after a step whose loss is not finite: `divergedAt` is that batch. */
  train(slice: TrainSlice): SliceResult;
  /** In inference mode, without regularization. Training and validation rows, and the last others, are in memory: give the same object again. */
  evaluate(rows: Rows): Sums;
  /** Outputs `[count, outputWidth]` for `x` `[count, inputWidth]`. */
  predict(x: Float32Array | Uint8Array, count: number): Float32Array;
  /** A copy of all that training changed. */
  read(): ProgramState;
  write(state: ProgramState): void;
}

const LEAST_CAPACITY = 32;
const ROWS_IN_EVALUATION = 4096; // named at once

/**
 * Compiles `program` and copies its weights to memory, and its data where they are not there yet.
 *
 * @throws MlpLabError `unavailable` where there is not as much memory as that takes.
 */
export function createRunner(program: Program, state: ProgramState, options: RunnerOptions): Runner {
  const { batchSize, seed, rows, validation } = options;
  const inputs = options.inputs ?? placeInputs(program, options);
  const { memory } = inputs;
  const { compiled, capacity, order, scalars, cells } = extendMemory(program, inputs, options);
  const { exports: exported } = new WebAssembly.Instance(compiled.module, {
    environment: { memory, normals } satisfies Imports & { memory: WebAssembly.Memory },
  });
  const exports = exported as unknown as Exports;
  const guests = guestRows(inputs);
  let iterations = 0;

  writeNoiseKeys();
  write(state);
  return { train, evaluate, predict, read, write };

  function train({ order: epochOrder, from, to, firstStep, before, optimizer }: TrainSlice): SliceResult {
    const slice = epochOrder.subarray(from * batchSize, Math.min(to * batchSize, epochOrder.length));
    new Uint32Array(memory.buffer, order).set(slice);
    writeScalars(optimizer, to - from);
    start(cells.training!, before);
    const block = new Uint32Array(memory.buffer, compiled.call);
    block[CELL.step / 4] = firstStep + from;
    exports.train(order, slice.length, batchSize, scalars);
    const finished = block[CELL.finished / 4];
    iterations += finished;
    const result = sums((before?.count ?? 0) + Math.min(finished * batchSize, slice.length));
    return Number.isFinite(result.loss) ? result : { ...result, divergedAt: from + finished - 1 };
  }

  function evaluate(rows: Rows): Sums {
    start(placeOf(rows));
    eachBatch(rows.count, (address, batch) => exports.evaluate(address, batch));
    return sums(rows.count);
  }

  function predict(x: Float32Array | Uint8Array, count: number): Float32Array {
    const { outputWidth } = program;
    const result = new Float32Array(count * outputWidth);
    start(guests.place({ count, x }));
    eachBatch(count, (address, batch, first) => {
      exports.forward(address, batch);
      const { address: output, stride } = compiled.output;
      for (let s = 0; s < batch; s++) {
        const row = new Float32Array(memory.buffer, output + s * stride, outputWidth);
        result.set(row, (first + s) * outputWidth);
      }
    });
    return result;
  }

  function read(): ProgramState {
    const { parameters } = compiled;
    const { buffer } = memory;
    return {
      weights: parameters.map((p) => readParameter(buffer, p, p.address)),
      slots: parameters
        .filter((p) => p.parameter.trainable)
        .map((p) => p.slots.map((slot) => readParameter(buffer, p, slot))),
      iterations,
    };
  }

  function write(from: ProgramState): void {
    const { parameters } = compiled;
    parameters.forEach((p, i) => {
      writeParameter(memory.buffer, p, p.address, from.weights[i]);
    });
    parameters
      .filter((p) => p.parameter.trainable)
      .forEach((p, i) => {
        p.slots.forEach((slot, k) => {
          writeParameter(memory.buffer, p, slot, from.slots[i][k]);
        });
      });
    iterations = from.iterations;
  }

  function placeOf(given: Rows): Cells {
    if (given === rows) return cells.training!;
    return given === validation ? cells.validation! : guests.place(given);
  }

  /** Ready for a call on these rows, whose sums go on from `before`. */
  function start(rows: Cells, before = noSums(program.metrics.length)): void {
    pointAt(memory.buffer, compiled.call, rows);
    const view = new DataView(memory.buffer, compiled.call);
    view.setFloat64(CELL.lossSum, before.loss, true);
    for (const [m, sum] of before.metrics.entries()) view.setFloat64(CELL.metrics + 8 * m, sum, true);
    exports.prepare();
  }

  function sums(rowCount: number): Sums {
    const view = new DataView(memory.buffer, compiled.call);
    const metrics = program.metrics.map((_, m) => view.getFloat64(CELL.metrics + 8 * m, true));
    return { count: rowCount, loss: view.getFloat64(CELL.lossSum, true), metrics };
  }

  /** Rows 0 to count - 1 in order, as many at a time as the module has room for. */
  function eachBatch(rowCount: number, body: (address: number, batch: number, first: number) => void): void {
    for (let from = 0; from < rowCount; from += ROWS_IN_EVALUATION) {
      const named = Math.min(ROWS_IN_EVALUATION, rowCount - from);
      const numbers = new Uint32Array(memory.buffer, order, named);
      for (let i = 0; i < named; i++) numbers[i] = from + i;
      for (let i = 0; i < named; i += capacity) body(order + i * 4, Math.min(capacity, named - i), from + i);
    }
  }

  function writeScalars(optimizer: ProgramOptimizer, steps: number): void {
    const rule = optimizerRule(optimizer.name);
    const table = new Float32Array(memory.buffer, scalars, steps * SCALARS);
    for (let step = 0; step < steps; step++) table.set(rule.scalars(optimizer, iterations + step + 1), step * SCALARS);
  }

  function normals(count: number, address: number, ordinal: number): void {
    const { kind, deviation } = program.layers.find(
      (layer) => 'ordinal' in layer && layer.ordinal === ordinal,
    ) as NoiseLayer;
    const words = new Uint32Array(memory.buffer, address, count);
    const numbers = new Float32Array(memory.buffer, address, count);
    normalsFromWords(words, numbers, kind === 'gaussianDropout' ? 1 : 0, deviation);
  }

  /** The key of each noise layer: `trainingStreams(seed).noise(ordinal, …)` before the step. */
  function writeNoiseKeys(): void {
    const noise = createRandom(seed).stream('noise');
    const keys = new Uint32Array(memory.buffer, compiled.noiseKeys);
    program.layers.forEach((_, ordinal) => {
      keys.set(noise.stream(ordinal).key, ordinal * 2);
    });
  }
}

interface Extension {
  readonly compiled: CompiledModule;
  /** Rows of a batch, at most. */
  readonly capacity: number;
  /** Addresses of the rows' order, and of the optimizer's scalars. */
  readonly order: number;
  readonly scalars: number;
  readonly cells: { training?: Cells; validation?: Cells };
}

/** Extends the memory by what the program needs beside the inputs, for its own use. */
function extendMemory(
  program: Program,
  { memory, background, training, validation }: Inputs,
  options: RunnerOptions,
): Extension {
  const { batchSize, rows } = options;
  const rowCount = rows?.count ?? 0;
  const capacity = Math.max(LEAST_CAPACITY, Math.min(batchSize, rows?.count ?? batchSize));
  const plan = (base: number) => {
    const layout = createLayout(base);
    const targets = [rows, options.validation].map((of) => of && placeTargets(layout, of));
    const order = layout.reserve(Math.max(rowCount, ROWS_IN_EVALUATION) * 4);
    const scalars = layout.reserve(Math.ceil(rowCount / batchSize) * SCALARS * 4);
    const sharedPages = isShared(memory) ? MOST_PAGES : undefined;
    const compiled = compileOnce(program, {
      base: layout.end,
      capacity,
      sparse: background !== undefined,
      sharedPages,
    });
    return { targets, order, scalars, compiled };
  };
  const expected = memory.buffer.byteLength;
  const planned = plan(expected);
  const base = extend(memory, planned.compiled.end - expected);
  const { targets, ...extension } = base === expected ? planned : plan(base); // another thread was quicker
  const [ofTraining, ofValidation] = targets.map((place) => place?.(memory.buffer));
  return {
    ...extension,
    capacity,
    cells: { training: { ...training, ...ofTraining }, validation: { ...validation, ...ofValidation } },
  };
}
