// The batch's entries a second time, by column, for the gradient of the first layer's weights.
import { VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import { type Int, loadInt } from '../assembler/scalar';
import { lanesOfInt, loadSplat, type Vector, vectorOfInt } from '../assembler/vector';
import type { ColumnLists } from './column-gradient';
import { PAIR_BYTES, type SparseInput } from './sparse-input';

/** Empties all lists: each ends where it starts. */
export function clearLists(f: FunctionBuilder, { inputs, ends, lists, listBytes }: SparseInput): void {
  const starts = f.let(lanesOfInt(lists, lists + listBytes, lists + 2 * listBytes, lists + 3 * listBytes));
  f.for(0, inputs * 4, VECTOR, (column) => {
    f.store(column, starts, ends);
    f.set(starts, starts.addI32(vectorOfInt(4 * listBytes)));
  });
}

/** Appends (offset of the gradient row, value) to the list of a column. */
export function appendToList(f: FunctionBuilder, { ends }: SparseInput, column: Int, row: Int, value: Vector): void {
  const list = f.let(column.shl(2));
  const end = f.let(loadInt(list, ends));
  f.store(end, row);
  f.storeLane(end, value, 4);
  f.store(list, end.add(PAIR_BYTES), ends);
}

/** The lists in the form that the gradient reads. */
export const columnLists = ({ ends, lists, listBytes }: SparseInput): ColumnLists => ({
  ends,
  lists,
  listBytes,
  reader: { step: PAIR_BYTES, read: (at) => ({ factor: loadSplat(at, 4), row: loadInt(at) }) },
});
