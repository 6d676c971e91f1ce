// A sparse row of the data set, as the kernels of the first layer read it.

import { CALL_FIELD, SAMPLES_FIELD } from '../../memory/call-block';
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int, loadByte, loadInt } from '../assembler/scalar';
import type { SparseInput } from './sparse-input';

/** Addresses of the entries whose number stands at `start`: the first, and behind the last. */
export function entriesFrom(f: FunctionBuilder, { call, format: { step } }: SparseInput, start: Int) {
  const entries = f.let(loadInt(call, SAMPLES_FIELD.entries));
  return {
    from: f.let(entries.add(loadInt(start).mul(step))),
    end: f.let(entries.add(loadInt(start, 4).mul(step))),
  };
}

/**
 * Reads the first cache lines of all rows of the batch: they lie anywhere in the data set, and fetched together, without a branch that
 * depends on them, they wait for memory once and not each on its own. The sum goes where nobody looks.
 */
export function touchRows(
  f: FunctionBuilder,
  { call, blocks, format: { step } }: SparseInput,
  count: Int,
  rowStart: (s: Int) => Int,
): void {
  const sum = f.let(int(0));
  const add = (value: Int) => f.set(sum, sum.add(value));
  const entries = f.let(loadInt(call, SAMPLES_FIELD.entries));
  f.for(0, count, 1, (s) => add(loadInt(rowStart(s))));
  f.for(0, count, 1, (s) => {
    const start = f.let(rowStart(s));
    const end = f.let(entries.add(loadInt(start, 4 * blocks).mul(step)));
    const at = f.let(entries.add(loadInt(start).mul(step)));
    for (let line = 0; line < TOUCHED_LINES; line++) {
      add(loadByte(at));
      f.set(at, at.add(CACHE_LINE).minU(end));
    }
  });
  f.store(call, sum, CALL_FIELD.scratch);
}

const CACHE_LINE = 64;
const TOUCHED_LINES = 8; // 256 coded entries
