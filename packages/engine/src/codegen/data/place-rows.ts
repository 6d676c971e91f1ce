// A data set → its place in the memory of the compiled module, in the form that the first layer reads.
import type { Rows } from '../../program';
import { CELL, ENTRY } from '../call-block';
import { type Layout, VECTOR } from '../layout';
import type { InputFormat } from './input-format';

/** Where a data set lies: what the call block must say of it. Plain data. */
export interface PlacedRows {
  readonly count: number;
  readonly cells: Readonly<Partial<Record<keyof typeof CELL, number>>>;
}

const SLACK = 4 * VECTOR; // kernels read whole vectors beyond the last element

/** Reserves room for `rows`: what to do once there is a memory of that size. */
export function placeRows(
  layout: Layout,
  rows: Pick<Rows, 'count' | 'x'> & Partial<Rows>,
  format: InputFormat,
): (memory: ArrayBufferLike) => PlacedRows {
  const { count, x, y, weights } = rows;
  const width = x.length / count;
  const targets = layout.reserve((y?.byteLength ?? 0) + SLACK);
  const sampleWeights = weights ? layout.reserve(weights.byteLength) : 0;
  const placeInput = format.kind === 'dense' ? placeDense(layout, x) : placeLists(layout, x, count, width, format);
  return (memory) => {
    if (y) put(memory, targets, y);
    if (weights) put(memory, sampleWeights, weights);
    return { count, cells: { targets, sampleWeights, ...placeInput(memory) } };
  };
}

/** Tells the compiled functions to read this data set. */
export function pointAt(memory: ArrayBufferLike, call: number, { cells }: PlacedRows): void {
  const view = new DataView(memory, call);
  for (const [name, value] of Object.entries(cells)) {
    const cell = CELL[name as keyof typeof CELL];
    if (name === 'background') view.setFloat32(cell, value, true);
    else view.setUint32(cell, value, true);
  }
}

function placeDense(layout: Layout, x: Rows['x']): (memory: ArrayBufferLike) => PlacedRows['cells'] {
  const rows = layout.reserve(x.byteLength + SLACK);
  return (memory) => {
    put(memory, rows, x);
    return { rows, byteRows: x instanceof Uint8Array ? 1 : 0 };
  };
}

function placeLists(
  layout: Layout,
  x: Rows['x'],
  count: number,
  width: number,
  format: Exclude<InputFormat, { kind: 'dense' }>,
): (memory: ArrayBufferLike) => PlacedRows['cells'] {
  const wide = format.kind === 'wide';
  const codes = layout.reserve(256 * 4);
  const rowStarts = layout.reserve((count + 1) * 4);
  const entries = layout.reserve(format.entries * (wide ? 8 : 4) + SLACK);
  return (memory) => {
    const starts = new Uint32Array(memory, rowStarts, count + 1);
    if (wide) writeWide(memory, entries, x, width, starts, format.background);
    else {
      put(memory, codes, format.values);
      const words = new Uint32Array(memory, entries, format.entries);
      if (x instanceof Uint8Array) writeBytes(words, x, width, starts, format.background);
      else writeCodes(words, x, width, starts, format);
    }
    return {
      rowStarts,
      entries,
      entryKind: wide ? ENTRY.wide : x instanceof Uint8Array ? ENTRY.byte : ENTRY.code,
      codes,
      background: format.background,
    };
  };
}

function writeBytes(words: Uint32Array, x: Uint8Array, width: number, starts: Uint32Array, background: number): void {
  let next = 0;
  for (let row = 0, i = 0; row < starts.length - 1; row++) {
    starts[row] = next;
    for (let column = 0; column < width; column++, i++) if (x[i] !== background) words[next++] = (column << 8) | x[i];
  }
  starts[starts.length - 1] = next;
}

function writeCodes(
  words: Uint32Array,
  x: Float32Array,
  width: number,
  starts: Uint32Array,
  { codes, background }: Extract<InputFormat, { kind: 'coded' }>,
): void {
  const bits = new Uint32Array(x.buffer, x.byteOffset, x.length);
  let next = 0;
  for (let row = 0, i = 0; row < starts.length - 1; row++) {
    starts[row] = next;
    for (let column = 0; column < width; column++, i++)
      if (x[i] !== background) words[next++] = (column << 8) | codes!.codeOf(bits[i]);
  }
  starts[starts.length - 1] = next;
}

function writeWide(
  memory: ArrayBufferLike,
  entries: number,
  x: Rows['x'],
  width: number,
  starts: Uint32Array,
  background: number,
): void {
  const columns = new Uint32Array(memory);
  const values = new Float32Array(memory);
  let next = entries / 4;
  for (let row = 0, i = 0; row < starts.length - 1; row++) {
    starts[row] = (next - entries / 4) / 2;
    for (let column = 0; column < width; column++, i++) {
      if (x[i] === background) continue;
      columns[next] = column;
      values[next + 1] = x[i] - background;
      next += 2;
    }
  }
  starts[starts.length - 1] = (next - entries / 4) / 2;
}

function put(memory: ArrayBufferLike, address: number, values: Rows['x'] | Rows['y']): void {
  new Uint8Array(memory, address).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}
