// ProgramSamples → MemorySamples: samples in the memory that modules work on, x in the form that the first layer reads.
import type { ProgramSamples } from '../program';
import { CODES_BYTES, ENTRY_BYTES, type SAMPLES_FIELD } from './call-block';
import { type ColumnBlocks, columnBlocks } from './column-blocks';
import { type InputFormat, type ListFormat, wordsOf } from './input-format';
import { type Layout, VECTOR } from './layout';
import type { ValueCodes } from './value-codes';

/** Samples in memory, as their addresses and format: the values of the call block's fields. Plain data. */
export type MemorySamples = Readonly<Partial<Record<keyof typeof SAMPLES_FIELD, number>>>;

/** Copies samples to the memory that was reserved for them. */
export type Store = (memory: ArrayBufferLike) => MemorySamples;

const SLACK = 4 * VECTOR; // kernels read whole vectors beyond the last element

/** Reserves memory for samples; without a format, x is in memory already. */
export function reserveSamples(
  layout: Layout,
  samples: Omit<ProgramSamples, 'y'> & Partial<ProgramSamples>,
  format: InputFormat | undefined,
): Store {
  const targets = reserveTargets(layout, samples);
  const input = format && reserveInput(layout, samples, format);
  return (memory) => ({ ...targets(memory), ...input?.(memory) });
}

function reserveTargets(layout: Layout, { y, weights }: Partial<ProgramSamples>): Store {
  const targets = layout.reserve((y?.byteLength ?? 0) + SLACK);
  const sampleWeights = weights ? layout.reserve(weights.byteLength) : 0;
  return (memory) => {
    if (y) put(memory, targets, y);
    if (weights) put(memory, sampleWeights, weights);
    return { targets, sampleWeights };
  };
}

/** Reserves memory for x, `[count, width]`. */
export function reserveInput(
  layout: Layout,
  { x, count }: Pick<ProgramSamples, 'x' | 'count'>,
  format: InputFormat,
): Store {
  return format.kind === 'dense' ? reserveDense(layout, x) : reserveLists(layout, x, count, format);
}

function reserveDense(layout: Layout, x: ProgramSamples['x']): Store {
  const rows = layout.reserve(x.byteLength + SLACK);
  return (memory) => {
    put(memory, rows, x);
    return { rows, byteRows: x instanceof Uint8Array ? 1 : 0 };
  };
}

function reserveLists(layout: Layout, x: ProgramSamples['x'], count: number, format: ListFormat): Store {
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

function put(memory: ArrayBufferLike, address: number, values: ProgramSamples['x'] | ProgramSamples['y']): void {
  new Uint8Array(memory, address).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}
