// Program + weights + data → a WebAssembly instance that trains, evaluates and predicts.
import { createRandom, normalsFromWords, stepScalars } from '@mlp-lab/core';
import type { Exports, Imports } from '../codegen/compile';
import { type CompiledModule, compileOnce } from '../codegen/compile-once';
import { writeLaneOffsets } from '../codegen/kernels/non-zeros';
import { readParameter, writeParameter } from '../codegen/parameter-blocks';
import { allocate, extend, MAX_PAGES, type Region } from '../memory/allocate';
import { CALL_FIELD } from '../memory/call-block';
import { chooseInputFormats } from '../memory/input-format';
import { createLayout, FIRST_ADDRESS } from '../memory/layout';
import type { SharedInputs } from '../memory/shared-inputs';
import { type MemorySamples, reserveInput, reserveTargets, selectSamples } from '../memory/store-samples';
import type { NoiseLayer, Program, ProgramOptimizer, ProgramSamples, ProgramState } from '../program';
import { noSums, type Slice, type SliceResult, type Sums } from '../slice';

/** What to train, on what. */
export interface RunnerOptions {
  readonly batchSize: number;
  /** Seeds the noise layers. */
  readonly seed: number;
  /** What to train on, to evaluate or, without y, to predict. */
  readonly samples: Omit<ProgramSamples, 'y'> & Partial<ProgramSamples>;
  readonly validation?: ProgramSamples;
  /** Where the x of both are already. Default: they are copied to a memory of their own. */
  readonly inputs?: SharedInputs;
}

export interface TrainSlice extends Slice {
  /** With the hyperparameters at this moment; the rule can't change. */
  readonly optimizer: ProgramOptimizer;
}

export interface Runner {
  /** One step a batch. Stops after a step whose loss is not finite: `divergedAt` is that batch. */
  train(slice: TrainSlice): SliceResult;
  /** Of the rows, in inference mode, without regularization. */
  evaluate(): Sums;
  /** The same of the validation rows. */
  validate(): Sums;
  /** The outputs of the rows, `[count, outputWidth]`. */
  predict(): Float32Array;
  /** A copy of all that training changed. */
  read(): ProgramState;
  /** A copy of one parameter or, by its index, of one of its slots. */
  readParameter(index: number, slot?: number): Float32Array;
  /** Steps that the optimizer has done. */
  readonly iterations: number;
  write(state: ProgramState): void;
  /** The end of it all: shared memory is left to others. */
  dispose(): void;
}

const LEAST_CAPACITY = 32;
const SMALL_BATCH = 256; // not worth a program of its own where there are fewer rows
const ROWS_IN_EVALUATION = 4096; // named at once

/**
 * Compiles `program` and copies its weights to memory, and its data where they are not there yet.
 *
 * @throws MlpLabError `unavailable` where there is not as much memory as that takes.
 */
export function createRunner(program: Program, state: ProgramState, options: RunnerOptions): Runner {
  const { batchSize, seed, samples: rows, validation } = options;
  const { memory, compiled, capacity, order, scalars, cells, leave } = loadMemory(program, options);
  const { exports: exported } = new WebAssembly.Instance(compiled.module, {
    environment: { memory, normals } satisfies Imports & { memory: WebAssembly.Memory },
  });
  const exports = exported as unknown as Exports;
  const scalarsAt = stepScalars(program.optimizer.rule);
  let iterations = 0;

  writeLaneOffsets(memory.buffer, compiled.laneOffsets);
  writeNoiseKeys();
  write(state);
  return {
    train,
    evaluate: () => evaluate(rows.count, cells[0]),
    validate: () => evaluate(validation!.count, cells[1]),
    predict,
    read,
    readParameter(index, slot) {
      const block = compiled.parameters[index];
      return readParameter(memory.buffer, block, slot === undefined ? block.address : block.slots[slot]);
    },
    get iterations() {
      return iterations;
    },
    write,
    dispose: leave,
  };

  function train({ order: epochOrder, from, to, firstStep, before, optimizer }: TrainSlice): SliceResult {
    const slice = epochOrder.subarray(from * batchSize, Math.min(to * batchSize, epochOrder.length));
    new Uint32Array(memory.buffer, order).set(slice);
    writeScalars(optimizer, to - from);
    start(cells[0], before);
    const block = new Uint32Array(memory.buffer, compiled.call);
    block[CALL_FIELD.step / 4] = firstStep + from;
    exports.train(order, slice.length, batchSize, scalars);
    const finished = block[CALL_FIELD.finished / 4];
    iterations += finished;
    const result = sums((before?.count ?? 0) + Math.min(finished * batchSize, slice.length));
    return Number.isFinite(result.loss) ? result : { ...result, divergedAt: from + finished - 1 };
  }

  function evaluate(count: number, from: MemorySamples): Sums {
    start(from);
    eachBatch(count, (address, batch) => exports.evaluate(address, batch));
    return sums(count);
  }

  function predict(): Float32Array {
    const { outputWidth } = program;
    const result = new Float32Array(rows.count * outputWidth);
    start(cells[0]);
    eachBatch(rows.count, (address, batch, first) => {
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

  /** Ready for a call on these rows, whose sums go on from `before`. */
  function start(rows: MemorySamples, before = noSums(program.metrics.length)): void {
    selectSamples(memory.buffer, compiled.call, rows);
    const view = new DataView(memory.buffer, compiled.call);
    view.setFloat64(CALL_FIELD.lossSum, before.loss, true);
    for (const [m, sum] of before.metrics.entries()) view.setFloat64(CALL_FIELD.metrics + 8 * m, sum, true);
    exports.prepare();
  }

  function sums(rowCount: number): Sums {
    const view = new DataView(memory.buffer, compiled.call);
    const metrics = program.metrics.map((_, m) => view.getFloat64(CALL_FIELD.metrics + 8 * m, true));
    return { count: rowCount, loss: view.getFloat64(CALL_FIELD.lossSum, true), metrics };
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

  function writeScalars({ hyperparameters }: ProgramOptimizer, steps: number): void {
    const width = program.optimizer.rule.scalars.length;
    const table = new Float32Array(memory.buffer, scalars, steps * width);
    for (let step = 0; step < steps; step++) table.set(scalarsAt(hyperparameters, iterations + step + 1), step * width);
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

interface Loaded {
  readonly memory: WebAssembly.Memory;
  readonly compiled: CompiledModule;
  /** Rows of a batch, at most. */
  readonly capacity: number;
  /** Addresses of the rows' order, and of the optimizer's scalars. */
  readonly order: number;
  readonly scalars: number;
  /** Where the rows lie, and the validation rows. */
  readonly cells: readonly MemorySamples[];
  /** Lets another program have the memory beside the inputs. */
  readonly leave: () => void;
}

/** What programs on this thread left, by the id of the inputs beside which it lies: the next takes it. */
const left = new Map<number, Region>();

/** Extends the memory of the inputs, or a new one, by what the program needs for its own use, and copies the rows there. */
function loadMemory(program: Program, { batchSize, samples: rows, validation, inputs }: RunnerOptions): Loaded {
  const sets = validation ? [rows, validation] : [rows];
  const formats = inputs
    ? []
    : chooseInputFormats(
        program,
        sets.map(({ x }) => x),
      );
  const input = inputs?.format ?? formats[0].kind;
  const memory = inputs?.memory ?? allocate(FIRST_ADDRESS);
  const capacity = Math.max(LEAST_CAPACITY, Math.min(batchSize, Math.max(SMALL_BATCH, rows.count)));
  const plan = (base: number) => {
    const compiled = compileOnce(program, { base, capacity, input, sharedPages: inputs && MAX_PAGES });
    const layout = createLayout(compiled.end);
    const order = layout.reserve(Math.max(rows.count, ROWS_IN_EVALUATION) * 4);
    const scalars = layout.reserve(Math.ceil(rows.count / batchSize) * program.optimizer.rule.scalars.length * 4);
    const places = sets.map((set, i) => [
      reserveTargets(layout, set),
      ...(inputs ? [] : [reserveInput(layout, set, formats[i])]),
    ]);
    return { compiled, order, scalars, places, bytes: layout.end - base };
  };
  let region = inputs && left.get(inputs.id);
  if (inputs) left.delete(inputs.id);
  const expected = region?.address ?? memory.buffer.byteLength;
  let planned = plan(expected);
  if (region && region.bytes >= planned.bytes) new Uint8Array(memory.buffer, expected, region.bytes).fill(0);
  else region = extend(memory, planned.bytes);
  if (region.address !== expected) planned = plan(region.address); // another thread was quicker, or what was left is too small
  return {
    ...planned,
    memory,
    capacity,
    cells: planned.places.map((all, i) =>
      Object.assign({}, inputs?.samples[i], ...all.map((place) => place(memory.buffer))),
    ),
    leave: () => inputs && left.set(inputs.id, region),
  };
}
