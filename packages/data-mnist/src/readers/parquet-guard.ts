// What a page of a parquet file claims is checked before the library decodes it: a run of two billion values would keep it busy for
// hours, and one of a negative length for ever.
import type { ColumnMetaData } from 'hyparquet';
import type { parquetHeader } from 'hyparquet/src/column.js';

export type PageHeader = ReturnType<typeof parquetHeader>;

/** Of a page: 60,000 pictures of 28 × 28 pixels in lists have fewer. */
const MOST_VALUES = 2 ** 26;

/** Of the levels that say in which list a value is, and which values are null. 0: there are none. */
export interface Levels {
  repetition: number;
  definition: number;
}

export type GuardedColumn = Pick<ColumnMetaData, 'type' | 'num_values'> & { levels: Levels };

/**
 * Checks a page's number of values and the lengths of its runs.
 *
 * @param packed as it is in the file.
 * @param unpack as the library unpacks: bytes → as many bytes as it is told.
 * @returns the bytes of a page of the first version, unpacked.
 * @throws Error where they can't be.
 */
export function checkPage(
  packed: Uint8Array,
  header: PageHeader,
  column: GuardedColumn,
  unpack: (bytes: Uint8Array, length: number) => Uint8Array,
): Uint8Array | undefined {
  const { uncompressed_page_size: size, data_page_header: first, data_page_header_v2: second } = header;
  const { dictionary_page_header: dictionary } = header;
  if (dictionary) checkCount(dictionary.num_values, size * 8); // a value takes a bit or more
  if (first) {
    checkCount(first.num_values, Number(column.num_values));
    const page = unpack(packed, size);
    checkValues(page, levelsEnd(page, first.num_values, column.levels), first, column);
    return page;
  }
  if (!second) return undefined;
  checkCount(second.num_values, Number(column.num_values));
  const { num_values, repetition_levels_byte_length: repetition, definition_levels_byte_length: definition } = second;
  checkRuns(packed, 0, repetition, bitWidth(column.levels.repetition), num_values);
  checkRuns(packed, repetition, repetition + definition, bitWidth(column.levels.definition), num_values);
  if (!hasRuns(second.encoding)) return undefined;
  const values = packed.subarray(repetition + definition);
  const isPacked = second.is_compressed !== false && values.length > 0;
  checkValues(isPacked ? unpack(values, size - repetition - definition) : values, 0, second, column);
  return undefined;
}

const hasRuns = (encoding: string): boolean => /^(RLE|PLAIN_DICTIONARY|RLE_DICTIONARY)$/.test(encoding);

const bitWidth = (most: number): number => 32 - Math.clz32(most);

/** Where the values of a page of the first version begin: after levels, each with its length in bytes before it. */
function levelsEnd(page: Uint8Array, count: number, { repetition, definition }: Levels): number {
  let at = 0;
  for (const most of [repetition, definition].filter((level) => level > 0)) {
    const start = at + LENGTH;
    at = start + new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(at, true);
    checkRuns(page, start, at, bitWidth(most), count);
  }
  return at;
}

function checkValues(
  bytes: Uint8Array,
  at: number,
  { encoding, num_values: count }: { encoding: string; num_values: number },
  { type }: GuardedColumn,
): void {
  if (!hasRuns(encoding) || at >= bytes.length) return;
  if (type === 'BOOLEAN') checkRuns(bytes, at + LENGTH, bytes.length, 1, count);
  else if (bytes[at] > 0) checkRuns(bytes, at + 1, bytes.length, bytes[at], count);
}

/** The runs from `at` to `end`: of one value many times, or of eight values and more, packed into `width` bits each. */
function checkRuns(bytes: Uint8Array, at: number, end: number, width: number, count: number): void {
  let seen = 0;
  for (let next = at; seen < count && next < Math.min(end, bytes.length); ) {
    const head = readHead(bytes, next);
    const groups = head.value >>> 1;
    const isPacked = (head.value & 1) === 1;
    const length = isPacked ? groups * GROUP : groups;
    if (head.value < 0 || seen + length >= count + GROUP)
      throw new Error(`expected runs of ${count} values in all, received one of ${length}`);
    seen += length;
    next = head.end + (isPacked ? groups * width : Math.ceil(width / 8));
  }
}

/** A number of up to 32 bits, seven of them in a byte, as the library reads it: with a sign. */
function readHead(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0;
  let end = at;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = bytes[end++] ?? 0;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return { value, end };
  }
  throw new Error('expected the length of a run, received a number of more than 32 bits');
}

function checkCount(count: number, most: number): void {
  if (!(count >= 0 && count <= Math.min(most, MOST_VALUES)))
    throw new Error(`expected at most ${Math.min(most, MOST_VALUES)} values in a page, received ${count}`);
}

const LENGTH = 4; // bytes that hold a length
const GROUP = 8; // values that are packed together; the last group may have more than there are
