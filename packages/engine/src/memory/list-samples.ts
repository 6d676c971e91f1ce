// The rows of x as lists of the elements that differ from the background, in the memory that modules work on.
import type { ProgramSamples } from '../program';
import { CODES_BYTES, ENTRY_BYTES } from './call-block';
import { type ColumnBlocks, columnBlocks } from './column-blocks';
import type { Layout } from './layout';
import { put, SLACK, type Store } from './store-samples';

export type ListFormat =
  /** Two bytes for each element that is not the background: its column, and the code of its value. */
  | {
      readonly kind: 'coded';
      readonly entries: number;
      readonly background: number;
      /** The value of each code, minus the background. */
      readonly values: Float32Array;
      /** x, each element by its code: bytes are their own codes. */
      readonly coded: Uint8Array;
      /** Of elements that have no entry; none has, where no code is the background's. */
      readonly backgroundCode: number;
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
    const lists = { ...columns, width, starts: new Uint32Array(memory, rowStarts, sections + 1) };
    if (format.kind === 'wide')
      writeWide({ ...lists, x, background: format.background }, new DataView(memory, entries));
    else {
      put(memory, codes, format.values);
      writeCoded({ ...lists, x: format.coded, background: format.backgroundCode }, new Uint16Array(memory, entries));
    }
    return { rowStarts, entries, codes, background: format.background };
  };
}

interface Lists<X> extends ColumnBlocks {
  readonly x: X;
  readonly width: number;
  readonly background: number;
  /** Where the first entry of each row in each block of columns is stored. */
  readonly starts: Uint32Array;
}

function writeCoded(lists: Lists<Uint8Array>, pairs: Uint16Array): void {
  const { x } = lists;
  eachEntry(lists, (entry, column, i) => {
    pairs[entry] = x[i] | (column << 8);
  });
}

function writeWide(lists: Lists<ProgramSamples['x']>, view: DataView): void {
  eachEntry(lists, (entry, column, i) => {
    view.setUint32(entry * ENTRY_BYTES.wide, column, true);
    view.setFloat32(entry * ENTRY_BYTES.wide + 4, lists.x[i] - lists.background, true);
  });
}

/** Visits the elements that are not the background, row by row. */
function eachEntry(
  { x, width, background, blocks, blockColumns, starts }: Lists<ProgramSamples['x']>,
  visit: (entry: number, columnInBlock: number, i: number) => void,
): void {
  const isByte = background === (background & 0xff);
  const words = isByte ? wordsOf(x) : new Uint32Array(0);
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
