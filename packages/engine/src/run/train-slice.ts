// A slice of an epoch in WebAssembly: one step a batch, in a single call.
import { optimizerRule } from '../codegen/optimizers';
import { CALL_FIELD, SCALARS } from '../memory/call-block';
import type { ProgramOptimizer } from '../program';
import type { Slice, SliceResult } from '../slice';
import { type Instance, prepareCall, readSums } from './instance';

export interface TrainSlice extends Slice {
  /** The hyperparameters now; the name can't change. */
  readonly optimizer: ProgramOptimizer;
}

/** Trains on the batches of a slice. Stops after a step whose loss is not finite: `divergedAt` is that batch. */
export function trainSlice(instance: Instance, batchSize: number, slice: TrainSlice): SliceResult {
  const { memory, compiled, exports, samples, order, scalars } = instance;
  const { from, to, firstStep, before, optimizer } = slice;
  const rows = slice.order.subarray(from * batchSize, Math.min(to * batchSize, slice.order.length));
  new Uint32Array(memory.buffer, order).set(rows);
  writeScalars(instance, optimizer, to - from);
  prepareCall(instance, samples, before);
  const block = new Uint32Array(memory.buffer, compiled.call);
  block[CALL_FIELD.step / 4] = firstStep + from;
  exports.train(order, rows.length, batchSize, scalars);
  const finished = block[CALL_FIELD.finished / 4];
  instance.iterations += finished;
  const sums = readSums(instance, (before?.count ?? 0) + Math.min(finished * batchSize, rows.length));
  return Number.isFinite(sums.loss) ? sums : { ...sums, divergedAt: from + finished - 1 };
}

function writeScalars({ memory, scalars, iterations }: Instance, optimizer: ProgramOptimizer, steps: number): void {
  const rule = optimizerRule(optimizer.name);
  const table = new Float32Array(memory.buffer, scalars, steps * SCALARS);
  for (let step = 0; step < steps; step++) table.set(rule.scalars(optimizer, iterations + step + 1), step * SCALARS);
}
