// Reading the two kinds of entries of sparse rows.
import { ENTRY_BYTES, type EntryKind } from '../../memory/call-block';
import { type Int, loadByte, loadInt } from '../assembler/scalar';
import { loadSplat, type Vector } from '../assembler/vector';

export interface EntryReader {
  /** Bytes of an entry. */
  readonly step: number;
  /** An entry's column within its block, and its value minus the background in all lanes. */
  readonly read: (at: Int) => { column: Int; value: Vector };
}

/** @param codes address of the codes' values */
export const entryReader = (kind: EntryKind, codes: number): EntryReader => ({
  step: ENTRY_BYTES[kind],
  read:
    kind === 'wide'
      ? (at) => ({ column: loadInt(at), value: loadSplat(at, 4) })
      : (at) => ({ column: loadByte(at, 1), value: loadSplat(loadByte(at).shl(2), codes) }),
});
