// Lists of the nonzero numbers of a batch: by row, for products, and by column, for gradients.
import { createLayout, type Layout, type RowBlock, VECTOR } from '../../memory/layout';
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import { type Int, type IntLike, int, loadInt, times } from '../assembler/scalar';
import { loadVector, splatInt, type Vector, vectorOfInt } from '../assembler/vector';
import { bytesOf, eachOf, type Range } from '../range';
import { COLUMNS_TOGETHER } from '../team';
import type { WeightTiles } from '../weight-tiles';

/** Lists of words. NaN counts as nonzero. */
export interface NonZeros {
  readonly rows: RowBlock;
  /** The address of the lists. */
  readonly address: number;
  readonly places: Places;
  /** Address of a table: for each of the 16 masks of four lanes, the byte offsets of the lanes that are set, packed to the front. */
  readonly laneOffsets: number;
}

/** Where the lists are, from their address on: the same for rows of the same width, which share their code. */
interface Places {
  /** The list of row s: four times each column, from `byRow + s * rowBytes` on. */
  readonly byRow: number;
  readonly rowBytes: number;
  /** The blocks of columns that a product takes one after the other, and the bytes of a row in each. */
  readonly blocks: number;
  readonly blockBytes: number;
  /** `blocks` + 1 words for each row: the address of each block's first entry, then the one after the last. */
  readonly rowBounds: number;
  /** The list of column k: four times each row, from `byColumn + k * columnBytes` up to the address in word k of `columnEnds`. */
  readonly byColumn: number;
  readonly columnBytes: number;
  readonly columnEnds: number;
  /** One bit a number, one byte for eight columns of a row: row s of column group j is at `masks + j * maskBytes + s`. */
  readonly masks: number;
  readonly maskBytes: number;
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
  /** The weights that the rows are multiplied with. */
  readonly tiles: WeightTiles;
}

// Weights that stay in the L1 cache while all rows use them.
const BLOCK_BYTES = 16_384;

export function reserveNonZeros(
  layout: Layout,
  rows: RowBlock,
  { capacity, laneOffsets, columns, tiles }: NonZeroOptions,
): NonZeros {
  const groups = Math.ceil(rows.vectors / 2);
  const blocks = Math.max(1, Math.round((tiles.rows * tiles.tileVectors * VECTOR) / BLOCK_BYTES));
  const blockBytes = Math.ceil(groups / blocks) * 2 * VECTOR;
  const paddedRows = Math.ceil(capacity / SIXTEEN) * SIXTEEN;
  const rowBytes = rows.vectors * VECTOR + VECTOR;
  const columnBytes = paddedRows * 4 + 4 * VECTOR;
  const own = createLayout(0);
  const places: Places = {
    byRow: own.reserve(capacity * rowBytes),
    rowBytes,
    blocks,
    blockBytes,
    rowBounds: own.reserve(capacity * (blocks + 1) * 4),
    byColumn: columns ? own.reserve(8 * groups * columnBytes) : 0,
    columnBytes,
    columnEnds: columns ? own.reserve(8 * groups * 4) : 0,
    masks: columns ? own.reserve(groups * paddedRows) : 0,
    maskBytes: paddedRows,
  };
  return { rows, address: layout.reserve(own.end), places, laneOffsets };
}

/** Makes the lists by row; with `masks`, it also stores their bits for `listColumns`, after `clearLastMasks`. */
export function listRows(
  module: ModuleBuilder,
  f: FunctionBuilder,
  { rows, address, places, laneOffsets }: NonZeros,
  range: Range,
  masks: boolean,
): void {
  const key = ['lists by row', rows.vectors, places, masks];
  const list = module.defineOnce(key, 4, (own, numbers, to, first, end) =>
    eachOf(own, { first, end }, (s) => listRow(own, s, { numbers, to, rows, places, laneOffsets, masks })),
  );
  f.call(list, rows.address, address, range.first, range.end);
}

interface RowOfLists extends Omit<NonZeros, 'address'> {
  /** The addresses of the first row of numbers, and of the lists. */
  readonly numbers: Int;
  readonly to: Int;
  readonly masks: boolean;
}

function listRow(f: FunctionBuilder, s: Int, { numbers, to, rows, places, laneOffsets, masks }: RowOfLists): void {
  const { byRow, rowBytes, rowBounds, blocks, blockBytes } = places;
  const pairBytes = Math.floor(rows.vectors / 2) * 2 * VECTOR;
  const start = f.let(s.mul(rows.stride).add(numbers));
  const bounds = f.let(s.mul(4 * (blocks + 1)).add(to));
  const at = f.let(s.mul(rowBytes).add(to).add(byRow));
  const columns = f.let(vectorOfInt(0));
  const mask = f.let(s.add(to));
  const four = f.let(start);
  const last = f.let(start.add(pairBytes));
  const blockEnd = f.let(start);
  f.store(bounds, at, rowBounds);
  f.for(4, 4 * (blocks + 1), 4, (word) => {
    f.set(blockEnd, blockEnd.add(blockBytes).minU(last));
    f.while(
      () => four.ltU(blockEnd),
      () => {
        const low = appendOnes(0);
        storeMask(low.or(appendOnes(VECTOR).shl(4)));
        f.set(four, four.add(2 * VECTOR));
      },
    );
    f.store(bounds.add(word), at, rowBounds);
  });
  if (rows.vectors % 2) {
    storeMask(appendOnes(0));
    f.store(bounds, at, rowBounds + 4 * blocks);
  }

  /** Appends what is nonzero of four numbers, and returns their bits. */
  function appendOnes(offset: number): Int {
    const ones = f.let(loadVector(four, offset).ne(0).bitmask());
    append(f, laneOffsets, at, ones, columns);
    f.set(columns, columns.addI32(vectorOfInt(VECTOR)));
    return ones;
  }

  function storeMask(bits: Int): void {
    if (!masks) return;
    f.storeByte(mask, bits, places.masks);
    f.set(mask, mask.add(places.maskBytes));
  }
}

/** Clears the masks of the rows after the last one, up to a multiple of sixteen. */
export function clearLastMasks(f: FunctionBuilder, { rows, address, places }: NonZeros, count: Int): void {
  const { masks, maskBytes } = places;
  const last = f.let(count.sub(1).and(-SIXTEEN));
  f.for(last, f.let(last.add(Math.ceil(rows.vectors / 2) * maskBytes)), maskBytes, (at) =>
    f.store(at, vectorOfInt(0), address + masks),
  );
}

/** Makes the lists of a range of columns, whole groups of `COLUMNS_OF_GROUP`, from the bits that `listRows` stored. */
export function listColumns(
  module: ModuleBuilder,
  f: FunctionBuilder,
  { address, places, laneOffsets }: NonZeros,
  count: Int,
  columns: Range,
): void {
  const list = module.defineOnce(['lists by column', places], 4, (own, to, rows, first, end) =>
    listGroups(own, { to, places, laneOffsets, count: rows, groups: { first, end } }),
  );
  f.call(list, address, count, groupsOf(columns.first), groupsOf(columns.end));
}

interface GroupsOfLists extends Pick<NonZeros, 'places' | 'laneOffsets'> {
  /** The address of the lists. */
  readonly to: Int;
  /** The number of rows. */
  readonly count: Int;
  readonly groups: Range;
}

function listGroups(f: FunctionBuilder, { to, places, laneOffsets, count, groups }: GroupsOfLists): void {
  const { byColumn, columnBytes, columnEnds, masks, maskBytes } = places;
  const wordBytes = COLUMNS_OF_GROUP * 4; // a word for each list of a group
  const inGroups = (bytes: number) => to.add(times(groups.first, bytes));
  const start = f.let(inGroups(COLUMNS_OF_GROUP * columnBytes).add(byColumn));
  const ends = f.let(inGroups(wordBytes).add(columnEnds));
  const { first, end } = bytesOf(groups, maskBytes);
  f.for(to.add(first), f.let(to.add(end)), maskBytes, (group) => {
    f.for(0, wordBytes, 4, (column) => {
      f.store(ends.add(column), start);
      f.set(start, start.add(columnBytes));
    });
    f.for(0, count, SIXTEEN, (s) => {
      const bytes = f.let(loadVector(group.add(s), masks));
      const row = f.let(splatInt(s.shl(2)));
      const rowsOfFour = [0, 1, 2, 3].map((four) => f.let(row.addI32(vectorOfInt(four * VECTOR))));
      // The sign bits of the bytes are those of the last column; doubling the bytes moves the column before it there.
      f.for(0, wordBytes, 4, (column) => {
        const end = f.let(ends.add(int(wordBytes - 4).sub(column)));
        const ones = f.let(bytes.bitmaskI8());
        const at = f.let(loadInt(end));
        rowsOfFour.forEach((four, i) => {
          append(f, laneOffsets, at, f.let(ones.shrU(4 * i).and(15)), four);
        });
        f.store(end, at);
        f.set(bytes, bytes.addI8(bytes));
      });
    });
    f.set(ends, ends.add(wordBytes));
  });
}

/** Writes four words, of which only as many count as `ones` has bits set: the next call overwrites the others. */
function append(f: FunctionBuilder, laneOffsets: number, at: Int, ones: Int, first: Vector): void {
  f.store(at, loadVector(ones.shl(4), laneOffsets).addI32(first));
  f.set(at, at.add(ones.popcnt().shl(2)));
}
