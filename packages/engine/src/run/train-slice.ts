// A slice of an epoch in WebAssembly: one step per batch, in a single call.
import { CALL_FIELD } from '../memory/call-block';
import type { ProgramOptimizer } from '../program';
import type { Slice, SliceResult } from '../slice';
import { type Instance, type LoadedMemory, prepareCall, readSums } from './instance';

export interface TrainSlice extends Slice {
  /** The program's rule, with the current hyperparameters. */
  readonly optimizer: ProgramOptimizer;
}

/** Trains on the batches of a slice. Stops after a step whose loss is not finite: `divergedAt` is that batch. */
export function trainSlice(instance: Instance, batchSize: number, slice: TrainSlice): SliceResult {
  instance.exports.train(...startSlice(instance, batchSize, slice));
  return endSlice(instance, batchSize, slice);
}

/** Writes what the call of `train` reads, and returns its parameters. */
export function startSlice(
  instance: LoadedMemory,
  batchSize: number,
  slice: TrainSlice,
): Parameters<Instance['exports']['train']> {
  const { memory, samples, order, scalars } = instance;
  const { from, to, firstStep, before, optimizer } = slice;
  const rows = slice.order.subarray(from * batchSize, Math.min(to * batchSize, slice.order.length));
  new Uint32Array(memory.buffer, order).set(rows);
  writeScalars(instance, optimizer, to - from);
  prepareCall(instance, samples, before);
  callBlock(instance)[CALL_FIELD.step / 4] = firstStep + from;
  return [order, rows.length, batchSize, scalars];
}

/** Reads what the call has computed. */
export function endSlice(instance: LoadedMemory, batchSize: number, slice: TrainSlice): SliceResult {
  const { from, to, before } = slice;
  const rows = Math.min(to * batchSize, slice.order.length) - from * batchSize;
  const finished = callBlock(instance)[CALL_FIELD.finished / 4];
  instance.iterations += finished;
  const sums = readSums(instance, (before?.count ?? 0) + Math.min(finished * batchSize, rows));
  return Number.isFinite(sums.loss) ? sums : { ...sums, divergedAt: from + finished - 1 };
}

const callBlock = ({ memory, compiled }: LoadedMemory) => new Uint32Array(memory.buffer, compiled.call);

/** Writes the optimizer's scalars for the next steps, a row each. */
function writeScalars(instance: LoadedMemory, { rule, hyperparameters }: ProgramOptimizer, steps: number): void {
  const { memory, scalars, scalarsOfStep, iterations } = instance;
  const width = rule.scalars.length;
  const table = new Float32Array(memory.buffer, scalars, steps * width);
  for (let step = 0; step < steps; step++)
    table.set(scalarsOfStep(hyperparameters, iterations + step + 1), step * width);
}
