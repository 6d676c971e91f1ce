// The batch's entries a second time, by column, for the gradient of the first layer's weights.
import { VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import { addition, type Int, loadInt } from '../assembler/scalar';
import { lanesOfInt, loadSplat, splatInt, type Vector, vectorOfInt } from '../assembler/vector';
import type { ColumnLists } from './column-gradient';
import { PAIR_BYTES, type SparseInput } from './sparse-input';

/** Empties all lists: each ends where it starts. */
export function clearLists(
  f: FunctionBuilder,
  { inputs, ends, lists: { address, shift }, listBytes }: SparseInput,
): void {
  const first = lanesOfInt(address, address + listBytes, address + 2 * listBytes, address + 3 * listBytes);
  const starts = f.let(shift === 0 ? first : first.addI32(splatInt(shift)));
  f.for(ends.shift, addition(ends.shift, inputs * 4), VECTOR, (column) => {
    f.store(column, starts, ends.address);
    f.set(starts, starts.addI32(vectorOfInt(4 * listBytes)));
  });
}

/** Appends (offset of the gradient row, value) to the list of a column. */
export function appendToList(f: FunctionBuilder, { ends }: SparseInput, column: Int, row: Int, value: Vector): void {
  const list = f.let(column.shl(2).add(ends.shift));
  const end = f.let(loadInt(list, ends.address));
  f.store(end, row);
  f.storeLane(end, value, 4);
  f.store(list, end.add(PAIR_BYTES), ends.address);
}

/** The lists of all threads in the form that the gradient reads: in the order of the rows. */
export const columnLists = ({ ends, lists, listBytes }: SparseInput, threads: number): ColumnLists => ({
  ends: ends.address,
  lists: lists.address,
  listBytes,
  parts: { count: threads, lists: lists.bytes, ends: ends.bytes },
  reader: { step: PAIR_BYTES, read: (at) => ({ factor: loadSplat(at, 4), row: loadInt(at) }) },
  columnBytes: 0, // the entries say it all
  numbers: 0,
});
