// Evaluation in WebAssembly: a program's layers in inference mode.
import type { MemorySamples } from '../memory/store-samples';
import type { Sums } from '../slice';
import { type Instance, type LoadedMemory, prepareCall, readSums } from './instance';
import { ROWS_PER_CALL } from './program-memory';

/** Sums of loss and metrics over the first `count` rows, without regularization. */
export function evaluateSamples(instance: Instance, samples: MemorySamples, count: number): Sums {
  prepareCall(instance, samples);
  instance.exports.prepare();
  eachBatch(instance, count, (order, rows) => instance.exports.evaluate(order, rows));
  return readSums(instance, count);
}

/** Rows 0 to count - 1 in batches: `body` gets the address of a batch's row numbers, its size and its first row. */
export function eachBatch(
  instance: Instance,
  count: number,
  body: (order: number, rows: number, first: number) => void,
): void {
  const { capacity } = instance;
  for (const [order, rows, from] of eachOrder(instance, count))
    for (let i = 0; i < rows; i += capacity) body(order + i * 4, Math.min(capacity, rows - i), from + i);
}

/** Writes the numbers of rows 0 to count - 1 to memory, as many at a time as there is room: where they are, how many, and the first. */
export function* eachOrder(
  { memory, order }: LoadedMemory,
  count: number,
): Generator<[order: number, rows: number, first: number]> {
  for (let from = 0; from < count; from += ROWS_PER_CALL) {
    const rows = Math.min(ROWS_PER_CALL, count - from);
    const numbers = new Uint32Array(memory.buffer, order, rows);
    for (let i = 0; i < rows; i++) numbers[i] = from + i;
    yield [order, rows, from];
  }
}
