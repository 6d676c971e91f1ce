// A sparse row of the samples, as the kernels of the first layer read it.
import { SAMPLES_FIELD } from '../../memory/call-block';
import { CACHE_LINE } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int, loadByte, loadInt } from '../assembler/scalar';
import { eachOf, type Range } from '../range';
import type { SparseInput } from './sparse-input';

/** The entries of a row in one block of columns, whose range of indices starts at address `start`: the first address, and the one after the last. */
export function rowEntries(f: FunctionBuilder, { call, reader: { step } }: SparseInput, start: Int) {
  const entries = f.let(loadInt(call, SAMPLES_FIELD.entries));
  return {
    from: f.let(entries.add(loadInt(start).mul(step))),
    end: f.let(entries.add(loadInt(start, 4).mul(step))),
  };
}

/**
 * Reads the first cache lines of a range of rows of the batch. The rows are spread over the samples: fetched together, without a branch that
 * depends on them, they wait for memory once instead of one by one. The sum is stored so that the loads can't be optimized away.
 */
export function touchRows(
  f: FunctionBuilder,
  { call, blocks, scratch, reader: { step } }: SparseInput,
  rows: Range,
  rowStart: (s: Int) => Int,
): void {
  const sum = f.let(int(0));
  const add = (value: Int) => f.set(sum, sum.add(value));
  const entries = f.let(loadInt(call, SAMPLES_FIELD.entries));
  eachOf(f, rows, (s) => add(loadInt(rowStart(s))));
  eachOf(f, rows, (s) => {
    const start = f.let(rowStart(s));
    const end = f.let(entries.add(loadInt(start, 4 * blocks).mul(step)));
    const at = f.let(entries.add(loadInt(start).mul(step)));
    for (let line = 0; line < TOUCHED_LINES; line++) {
      add(loadByte(at));
      f.set(at, at.add(CACHE_LINE).minU(end));
    }
  });
  f.store(scratch.shift, sum, scratch.address);
}

const TOUCHED_LINES = 8; // 256 coded entries
