// The rows of x as lists of the elements that differ from the background, in the memory that modules work on.
import type { ProgramSamples } from '../program';
import { CODES_BYTES, ENTRY_BYTES } from './call-block';
import { type ColumnBlocks, columnBlocks } from './column-blocks';
import type { Layout } from './layout';
import { put, SLACK, type Store } from './store-samples';
import type { ValueCodes } from './value-codes';

export type ListFormat =
  /** Two bytes for each element that is not the background: its column, and the code of its value. */
  | {
      readonly kind: 'coded';
      readonly entries: number;
      readonly background: number;
      /** The value of each code, minus the background. */
      readonly values: Float32Array;
      /** The codes of floats; bytes are their own codes. */
      readonly codes?: ValueCodes;
    }
  /** The column, and the float minus the background, for each element that is not the background. */
  | { readonly kind: 'wide'; readonly entries: number; readonly background: number };

export function reserveLists(layout: Layout, x: ProgramSamples['x'], count: number, format: ListFormat): Store {
  const wide = format.kind === 'wide';
  const width = x.length / count;
  const columns = columnBlocks(width);
  const codes = wide ? 0 : layout.reserve(CODES_BYTES);
  const sections = count * columns.blocks;
  const rowStarts = layout.reserve((sections + 1) * 4);
  const entries = layout.reserve(format.entries * ENTRY_BYTES[format.kind] + SLACK);
  return (memory) => {
    const lists = { x, width, background: format.background, ...columns };
    const starts = new Uint32Array(memory, rowStarts, sections + 1);
    if (wide) writeWide(lists, starts, new DataView(memory, entries));
    else {
      put(memory, codes, format.values);
      writeCoded(lists, starts, new Uint16Array(memory, entries), format.codes);
    }
    return { rowStarts, entries, codes, background: format.background };
  };
}

interface Lists extends ColumnBlocks {
  readonly x: ProgramSamples['x'];
  readonly width: number;
  readonly background: number;
}

function writeCoded(lists: Lists, starts: Uint32Array, pairs: Uint16Array, codes: ValueCodes | undefined): void {
  const { x } = lists;
  const bits = codes && new Uint32Array(x.buffer, x.byteOffset, x.length);
  eachEntry(lists, starts, (entry, column, i) => {
    pairs[entry] = (codes ? codes.codeOf(bits![i]) : x[i]) | (column << 8);
  });
}

function writeWide(lists: Lists, starts: Uint32Array, view: DataView): void {
  eachEntry(lists, starts, (entry, column, i) => {
    view.setUint32(entry * ENTRY_BYTES.wide, column, true);
    view.setFloat32(entry * ENTRY_BYTES.wide + 4, lists.x[i] - lists.background, true);
  });
}

/** Visits the elements that are not the background, row by row, and stores the first entry of each row in each block of columns. */
function eachEntry(
  { x, width, background, blocks, blockColumns }: Lists,
  starts: Uint32Array,
  visit: (entry: number, columnInBlock: number, i: number) => void,
): void {
  const words = wordsOf(x);
  const fourOfBackground = (background * 0x01010101) >>> 0;
  let entry = 0;
  let section = 0;
  for (let row = 0; row < x.length; row += width)
    for (let block = 0; block < blocks; block++) {
      starts[section++] = entry;
      const first = row + block * blockColumns;
      const end = Math.min(first + blockColumns, row + width);
      for (let i = first; i < end; i++) {
        if (i % 4 === 0 && i + 4 <= end && words[i / 4] === fourOfBackground) i += 3;
        else if (x[i] !== background) visit(entry++, i - first, i);
      }
    }
  starts[section] = entry;
}

/** The bytes of x as words, for reading four at once; empty if x is not bytes or not aligned to words. */
export function wordsOf(x: ProgramSamples['x']): Uint32Array {
  const fits = x instanceof Uint8Array && x.byteOffset % 4 === 0;
  return fits ? new Uint32Array(x.buffer, x.byteOffset, x.length >>> 2) : new Uint32Array(0);
}
