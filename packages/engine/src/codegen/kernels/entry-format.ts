// How the two kinds of entries are read.

import { ENTRY_BYTES, type EntryKind } from '../../memory/call-block';
import { type Int, loadByte, loadInt } from '../assembler/scalar';
import { loadSplat, type Vector } from '../assembler/vector';

/** How the entries of a row are written. */
export interface EntryFormat {
  /** Bytes of an entry. */
  readonly step: number;
  /** An entry's column within its block, and its value less the background, in all lanes. */
  readonly read: (at: Int) => { column: Int; value: Vector };
}

/** @param codes the address of the values of codes */
export const entryFormat = (kind: EntryKind, codes: number): EntryFormat => ({
  step: ENTRY_BYTES[kind],
  read:
    kind === 'wide'
      ? (at) => ({ column: loadInt(at), value: loadSplat(at, 4) })
      : (at) => ({ column: loadByte(at, 1), value: loadSplat(loadByte(at).shl(2), codes) }),
});
