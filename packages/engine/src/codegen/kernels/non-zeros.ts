// Lists of the nonzero numbers of a batch: by row, for products, and by column, for gradients.
import { type Layout, type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import { addition, type Int, type IntLike, int, loadInt, times } from '../assembler/scalar';
import { loadVector, splatInt, type Vector, vectorOfInt } from '../assembler/vector';
import { bytesOf, eachOf, type Range } from '../range';

/** Lists of words. NaN counts as nonzero. */
export interface NonZeros {
  readonly rows: RowBlock;
  /** List of row s: four times each column, from `byRow + s * rowBytes` up to the address in word s of `rowEnds`. */
  readonly byRow: number;
  readonly rowBytes: number;
  readonly rowEnds: number;
  /** List of column k: four times each row, from `byColumn + k * columnBytes` up to the address in word k of `columnEnds`. */
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
export const COLUMNS_OF_GROUP = 8;
const WORDS_OF_GROUP = COLUMNS_OF_GROUP * 4; // bytes of a word for each column of a group

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
}

export function reserveNonZeros(
  layout: Layout,
  rows: RowBlock,
  { capacity, laneOffsets, columns }: NonZeroOptions,
): NonZeros {
  const paddedRows = Math.ceil(capacity / SIXTEEN) * SIXTEEN;
  const groups = Math.ceil(rows.vectors / 2);
  const rowBytes = rows.vectors * VECTOR + VECTOR;
  const columnBytes = paddedRows * 4 + 4 * VECTOR;
  return {
    rows,
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

export const LANE_OFFSETS_BYTES = 16 * VECTOR;

/** Writes the table that `listRows` and `listColumns` look up; call it before them. */
export function writeLaneOffsets(memory: ArrayBufferLike, laneOffsets: number): void {
  const words = new Uint32Array(memory, laneOffsets, LANE_OFFSETS_BYTES / 4);
  for (let mask = 0; mask < SIXTEEN; mask++)
    words.set(
      [0, 1, 2, 3].filter((lane) => mask & (1 << lane)).map((lane) => 4 * lane),
      mask * 4,
    );
}

/** Makes the lists by row; with `masks`, it also stores their bits for `listColumns`, after `clearLastMasks`. */
export function listRows(f: FunctionBuilder, lists: NonZeros, range: Range, masks: boolean): void {
  const { rows, byRow, rowBytes, rowEnds } = lists;
  const groups = Math.floor(rows.vectors / 2);
  eachOf(f, range, (s) => {
    const start = f.let(s.mul(rows.stride));
    const at = f.let(s.mul(rowBytes).add(byRow));
    const columns = f.let(vectorOfInt(0));
    const mask = f.let(s);
    f.for(start, f.let(start.add(groups * 2 * VECTOR)), 2 * VECTOR, (four) => {
      const low = appendOnes(four, 0);
      const high = appendOnes(four, VECTOR);
      storeMask(low.or(high.shl(4)));
    });
    if (rows.vectors % 2) storeMask(appendOnes(start, groups * 2 * VECTOR));
    f.store(s.shl(2), at, rowEnds);

    function appendOnes(four: Int, offset: number): Int {
      const ones = f.let(
        loadVector(four, rows.address + offset)
          .ne(0)
          .bitmask(),
      );
      append(f, lists, at, ones, columns);
      f.set(columns, columns.addI32(vectorOfInt(VECTOR)));
      return ones;
    }

    function storeMask(bits: Int): void {
      if (!masks) return;
      f.storeByte(mask, bits, lists.masks);
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
  const { byColumn, columnBytes, columnEnds, masks, maskBytes } = lists;
  const groups = { first: groupsOf(columns.first), end: groupsOf(columns.end) };
  const start = f.let(int(addition(times(groups.first, COLUMNS_OF_GROUP * columnBytes), byColumn)));
  const ends = f.let(int(addition(times(groups.first, WORDS_OF_GROUP), columnEnds)));
  const { first, end } = bytesOf(groups, maskBytes);
  f.for(addition(first, masks), addition(end, masks), maskBytes, (group) => {
    f.for(0, WORDS_OF_GROUP, 4, (column) => {
      f.store(ends.add(column), start);
      f.set(start, start.add(columnBytes));
    });
    f.for(0, count, SIXTEEN, (s) => {
      const bytes = f.let(loadVector(group.add(s)));
      const row = f.let(splatInt(s.shl(2)));
      const rowsOfFour = [0, 1, 2, 3].map((four) => f.let(row.addI32(vectorOfInt(four * VECTOR))));
      // The sign bits of the bytes are those of the last column; doubling the bytes moves the column before it there.
      f.for(0, WORDS_OF_GROUP, 4, (column) => {
        const end = f.let(ends.add(int(WORDS_OF_GROUP - 4).sub(column)));
        const ones = f.let(bytes.bitmaskI8());
        const at = f.let(loadInt(end));
        rowsOfFour.forEach((four, i) => {
          append(f, lists, at, f.let(ones.shrU(4 * i).and(15)), four);
        });
        f.store(end, at);
        f.set(bytes, bytes.addI8(bytes));
      });
    });
    f.set(ends, ends.add(WORDS_OF_GROUP));
  });
}

/** Writes four words, of which only as many count as `ones` has bits set: the next call overwrites the others. */
function append(f: FunctionBuilder, { laneOffsets }: NonZeros, at: Int, ones: Int, first: Vector): void {
  f.store(at, loadVector(ones.shl(4), laneOffsets).addI32(first));
  f.set(at, at.add(ones.popcnt().shl(2)));
}
