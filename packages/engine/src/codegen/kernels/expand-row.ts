// From the entries of a row, as the data set has them, to pairs of column and value, as the products read them.
import type { FunctionBuilder } from '../assembler/function';
import { type Int, int, loadFloat, loadInt } from '../assembler/scalar';
import { loadVector, splat, vectorOfInt } from '../assembler/vector';
import { CELL, ENTRY } from '../call-block';
import { VECTOR } from '../layout';
import { CACHE_LINE, PAIR, type SparseInput } from './sparse-input';

/** Writes a row's entries as pairs (column · 4, value): the bytes that they take. `start` is the address of the row's start. */
export function expandRow(f: FunctionBuilder, input: SparseInput, start: Int): Int {
  const first = f.let(loadInt(start));
  const length = f.let(loadInt(start, 4).minus(first));
  const kind = f.let(loadInt(input.call, CELL.entryKind));
  const from = f.let(loadInt(input.call, CELL.entries).plus(first.shiftLeft(2)));
  f.if(
    kind.equals(ENTRY.byte),
    () => expandBytes(f, input, from, length),
    () =>
      f.if(
        kind.equals(ENTRY.code),
        () => expandCodes(f, input, from, length),
        () => expandWide(f, input, f.let(from.plus(first.shiftLeft(2))), length),
      ),
  );
  return length.shiftLeft(3);
}

/**
 * Reads a word of each cache line of all rows of the batch: they lie anywhere in the data set, and fetched together they wait
 * for memory once and not each on its own. The sum goes where nobody looks.
 */
export function touchRows(f: FunctionBuilder, { call }: SparseInput, rowStarts: Int, order: Int, count: Int): void {
  const sum = f.let(int(0));
  const entries = f.let(loadInt(call, CELL.entries));
  f.for(0, f.let(count.shiftLeft(2)), 4, (s) => {
    const start = f.let(rowStarts.plus(loadInt(order.plus(s)).shiftLeft(2)));
    const end = f.let(entries.plus(loadInt(start, 4).shiftLeft(2)));
    f.for(entries.plus(loadInt(start).shiftLeft(2)), end, CACHE_LINE, (line) => f.set(sum, sum.plus(loadInt(line))));
  });
  f.store(call, sum, CELL.scratch);
}

/** Four at a time; up to three beyond the last, which nobody reads. */
function expandBytes(f: FunctionBuilder, { call, entries }: SparseInput, from: Int, length: Int): void {
  const background = f.let(splat(loadFloat(call, CELL.background)));
  const end = f.let(from.plus(length.shiftLeft(2)));
  const at = f.let(int(0));
  f.for(from, end, VECTOR, (four) => {
    const words = f.let(loadVector(four));
    const columns = f.let(words.shiftRightInt(8).shiftLeftInt(2));
    const values = f.let(words.and(vectorOfInt(255)).toFloat().minus(background));
    f.store(at, columns.shuffle(values, [0, 4, 1, 5]), entries);
    f.store(at, columns.shuffle(values, [2, 6, 3, 7]), entries + VECTOR);
    f.set(at, at.plus(4 * PAIR));
  });
}

function expandCodes(f: FunctionBuilder, { call, entries }: SparseInput, from: Int, length: Int): void {
  const codes = f.let(loadInt(call, CELL.codes));
  f.for(0, f.let(length.shiftLeft(2)), 4, (word) => {
    const entry = f.let(loadInt(from.plus(word)));
    const at = f.let(word.shiftLeft(1));
    f.store(at, entry.shiftRight(8).shiftLeft(2), entries);
    f.store(at, loadInt(codes.plus(entry.and(255).shiftLeft(2))), entries + 4);
  });
}

function expandWide(f: FunctionBuilder, { entries }: SparseInput, from: Int, length: Int): void {
  f.for(0, f.let(length.shiftLeft(3)), PAIR, (at) => {
    const entry = f.let(from.plus(at));
    f.store(at, loadInt(entry).shiftLeft(2), entries);
    f.store(at, loadFloat(entry, 4), entries + 4);
  });
}
