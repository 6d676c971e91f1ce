// Lists of the nonzero numbers of a batch: by row, for products, and by column, for gradients. A list is for one row or column, or for a
// pair of neighbours: then it has whatever is nonzero in either.
import { type Layout, type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import { addition, type Int, type IntLike, int, loadInt, times } from '../assembler/scalar';
import { loadVector, splatInt, type Vector, vectorOfInt } from '../assembler/vector';
import { bytesOf, type Range } from '../range';
import { COLUMNS_TOGETHER } from '../team';
import { eachBlock } from './each-tile';

/** Lists of words. NaN counts as nonzero. */
export interface NonZeros {
  readonly rows: RowBlock;
  /** The rows or columns of a list: 1 or 2. Where it is 2, a last odd one has a list of its own. */
  readonly group: number;
  /** The list of row s, or of rows s and s + 1: four times each column, from `byRow + s * rowBytes` up to the address in word s of `rowEnds`. */
  readonly byRow: number;
  readonly rowBytes: number;
  readonly rowEnds: number;
  /** List k, of column k, or of columns 2k and 2k + 1: four times each row, from `byColumn + k * columnBytes` up to the address in word k of `columnEnds`. */
  readonly byColumn: number;
  readonly columnBytes: number;
  readonly columnEnds: number;
  /** One bit a number, one byte for eight columns of a row: row s of column group j is at `masks + j * maskBytes + s`. */
  readonly masks: number;
  readonly maskBytes: number;
  /** A table: for each of the 16 masks of four lanes, the byte offsets of the lanes that are set, packed to the front. */
  readonly laneOffsets: number;
}

const SIXTEEN = 16;
export const COLUMNS_OF_GROUP = COLUMNS_TOGETHER;

/** The number of groups that hold so many columns. */
const groupsOf = (columns: IntLike): IntLike =>
  typeof columns === 'number'
    ? Math.ceil(columns / COLUMNS_OF_GROUP)
    : columns.add(COLUMNS_OF_GROUP - 1).divU(COLUMNS_OF_GROUP);

export interface NonZeroOptions {
  /** Rows of a batch, at most. */
  readonly capacity: number;
  /** Address of the table that `writeLaneOffsets` writes. */
  readonly laneOffsets: number;
  /** Whether to make lists by column, too. */
  readonly columns: boolean;
  readonly group: number;
}

export function reserveNonZeros(
  layout: Layout,
  rows: RowBlock,
  { capacity, laneOffsets, columns, group }: NonZeroOptions,
): NonZeros {
  const paddedRows = Math.ceil(capacity / SIXTEEN) * SIXTEEN;
  const groups = Math.ceil(rows.vectors / 2);
  const rowBytes = rows.vectors * VECTOR + VECTOR;
  const columnBytes = paddedRows * 4 + 4 * VECTOR;
  return {
    rows,
    group,
    byRow: layout.reserve(capacity * rowBytes),
    rowBytes,
    rowEnds: layout.reserve(capacity * 4),
    byColumn: columns ? layout.reserve(8 * groups * columnBytes) : 0,
    columnBytes,
    columnEnds: columns ? layout.reserve(8 * groups * 4) : 0,
    masks: columns ? layout.reserve(groups * paddedRows) : 0,
    maskBytes: paddedRows,
    laneOffsets,
  };
}

/** Makes the lists by row; with `masks`, it also stores their bits for `listColumns`, after `clearLastMasks`. */
export function listRows(f: FunctionBuilder, lists: NonZeros, range: Range, masks: boolean): void {
  const { rows, byRow, rowBytes, rowEnds } = lists;
  const groups = Math.floor(rows.vectors / 2);
  eachBlock(f, range, lists.group, (size, s) => {
    const start = f.let(s.mul(rows.stride));
    const at = f.let(s.mul(rowBytes).add(byRow));
    const columns = f.let(vectorOfInt(0));
    const mask = f.let(s);
    f.for(start, f.let(start.add(groups * 2 * VECTOR)), 2 * VECTOR, (four) => {
      const low = appendOnes(four, 0);
      const high = appendOnes(four, VECTOR);
      storeMasks(low.map((bits, q) => bits.or(high[q].shl(4))));
    });
    if (rows.vectors % 2) storeMasks(appendOnes(start, groups * 2 * VECTOR));
    f.store(s.shl(2), at, rowEnds);

    /** Appends what is nonzero in any of the rows, and returns the bits of each. */
    function appendOnes(four: Int, offset: number): Int[] {
      const ones = Array.from({ length: size }, (_, q) =>
        f.let(
          loadVector(four, rows.address + offset + q * rows.stride)
            .ne(0)
            .bitmask(),
        ),
      );
      append(f, lists, at, size > 1 ? f.let(ones[0].or(ones[1])) : ones[0], columns);
      f.set(columns, columns.addI32(vectorOfInt(VECTOR)));
      return ones;
    }

    function storeMasks(bits: readonly Int[]): void {
      if (!masks) return;
      for (const [q, ofRow] of bits.entries()) f.storeByte(mask, ofRow, lists.masks + q);
      f.set(mask, mask.add(lists.maskBytes));
    }
  });
}

/** Clears the masks of the rows after the last one, up to a multiple of sixteen. */
export function clearLastMasks(f: FunctionBuilder, { rows, masks, maskBytes }: NonZeros, count: Int): void {
  const last = f.let(count.sub(1).and(-SIXTEEN));
  f.for(last, f.let(last.add(Math.ceil(rows.vectors / 2) * maskBytes)), maskBytes, (at) =>
    f.store(at, vectorOfInt(0), masks),
  );
}

/** Makes the lists of a range of columns, whole groups of `COLUMNS_OF_GROUP`, from the bits that `listRows` stored. */
export function listColumns(f: FunctionBuilder, lists: NonZeros, count: Int, columns: Range): void {
  const { group: size, byColumn, columnBytes, columnEnds, masks, maskBytes } = lists;
  const wordBytes = (COLUMNS_OF_GROUP / size) * 4; // a word for each list of a group
  const groups = { first: groupsOf(columns.first), end: groupsOf(columns.end) };
  const start = f.let(int(addition(times(groups.first, (COLUMNS_OF_GROUP / size) * columnBytes), byColumn)));
  const ends = f.let(int(addition(times(groups.first, wordBytes), columnEnds)));
  const { first, end } = bytesOf(groups, maskBytes);
  f.for(addition(first, masks), addition(end, masks), maskBytes, (group) => {
    f.for(0, wordBytes, 4, (column) => {
      f.store(ends.add(column), start);
      f.set(start, start.add(columnBytes));
    });
    f.for(0, count, SIXTEEN, (s) => {
      const bytes = f.let(loadVector(group.add(s)));
      const double = () => f.set(bytes, bytes.addI8(bytes));
      if (size > 1) f.set(bytes, bytes.or(bytes.addI8(bytes))); // the bit of an odd column is now that of its pair
      const row = f.let(splatInt(s.shl(2)));
      const rowsOfFour = [0, 1, 2, 3].map((four) => f.let(row.addI32(vectorOfInt(four * VECTOR))));
      // The sign bits of the bytes are those of the last column; doubling the bytes moves the column before it there.
      f.for(0, wordBytes, 4, (column) => {
        const end = f.let(ends.add(int(wordBytes - 4).sub(column)));
        const ones = f.let(bytes.bitmaskI8());
        const at = f.let(loadInt(end));
        rowsOfFour.forEach((four, i) => {
          append(f, lists, at, f.let(ones.shrU(4 * i).and(15)), four);
        });
        f.store(end, at);
        for (let i = 0; i < size; i++) double();
      });
    });
    f.set(ends, ends.add(wordBytes));
  });
}

/** Writes four words, of which only as many count as `ones` has bits set: the next call overwrites the others. */
function append(f: FunctionBuilder, { laneOffsets }: NonZeros, at: Int, ones: Int, first: Vector): void {
  f.store(at, loadVector(ones.shl(4), laneOffsets).addI32(first));
  f.set(at, at.add(ones.popcnt().shl(2)));
}
