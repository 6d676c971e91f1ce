// The batch's entries once more, column by column, for the gradient of the first layer's weights.
import type { FunctionBuilder } from '../assembler/function';
import { type Int, loadInt, loadLong } from '../assembler/scalar';
import { lanesOfInt, vectorOfInt } from '../assembler/vector';
import { VECTOR } from '../layout';
import { PAIR, type SparseInput } from './sparse-input';

/** All lists empty: each ends where it starts. */
export function clearLists(f: FunctionBuilder, { inputs, ends, lists, listBytes }: SparseInput): void {
  const starts = f.let(lanesOfInt(lists, lists + listBytes, lists + 2 * listBytes, lists + 3 * listBytes));
  f.for(0, inputs * 4, VECTOR, (column) => {
    f.store(column, starts, ends);
    f.set(starts, starts.plusInt(vectorOfInt(4 * listBytes)));
  });
}

/** Puts (distance of the gradient row, value) on the list of each entry's column. */
export function appendToLists(f: FunctionBuilder, { entries, ends }: SparseInput, end: Int, gradientRow: Int): void {
  const row = f.let(gradientRow.toLong());
  f.for(0, end, PAIR, (at) => {
    const pair = f.let(loadLong(at, entries));
    const column = f.let(pair.low());
    const place = f.let(loadInt(column, ends));
    f.store(place, pair.upperHalf().or(row));
    f.store(column, place.plus(PAIR), ends);
  });
}
