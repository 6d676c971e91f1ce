// IDX bytes → numbers with a shape: two zero bytes, a type, the number of dimensions, each length, then the numbers,
// all big-endian (the format of Yann LeCun's MNIST page).
import {
  describeValue,
  invalidArgument,
  MlpLabError,
  type NumericArray,
  sizeFromShape,
  type TensorData,
} from '@mlp-lab/core';

interface NumberType {
  readonly size: number;
  read(view: DataView<ArrayBufferLike>, length: number): NumericArray;
}

const TYPES: Readonly<Record<number, NumberType>> = {
  8: { size: 1, read: (view, length) => new Uint8Array(view.buffer, view.byteOffset, length) },
  9: { size: 1, read: (view, length) => Int32Array.from({ length }, (_, i) => view.getInt8(i)) },
  11: { size: 2, read: (view, length) => Int32Array.from({ length }, (_, i) => view.getInt16(2 * i)) },
  12: { size: 4, read: (view, length) => Int32Array.from({ length }, (_, i) => view.getInt32(4 * i)) },
  13: { size: 4, read: (view, length) => Float32Array.from({ length }, (_, i) => view.getFloat32(4 * i)) },
  14: { size: 8, read: (view, length) => Float64Array.from({ length }, (_, i) => view.getFloat64(8 * i)) },
};
const MAGIC_BYTES = 4;
const LENGTH_BYTES = 4;

/** Other formats that files turn out to have, by their first characters after white space. */
const OTHER_FORMATS: readonly (readonly [start: string, remedy: string])[] = [
  ['\x1f\x8b', 'it is gzip-compressed: decompress it first (loadMnist does)'],
  ['PK\x03\x04', 'it is a zip archive: unpack it first'],
  ['<', 'it looks like HTML: is the URL right?'],
  ['version https://git-lfs', 'it is a Git LFS pointer: run git lfs pull'],
];

/**
 * The numbers of an IDX file with any number of dimensions. Types: unsigned byte (0x08, as a `Uint8Array`, a view of `bytes`:
 * nothing is copied), signed byte (0x09), short (0x0B), int (0x0C), all three as an `Int32Array`, float (0x0D), double (0x0E).
 *
 * @param bytes the whole file, uncompressed.
 * @throws MlpLabError `bad-data` where `bytes` is empty, truncated, too long or not in IDX format; `invalid-argument` where it is not
 * a Uint8Array.
 */
export function parseIdx(bytes: Uint8Array): TensorData {
  if (!(bytes instanceof Uint8Array)) throw invalidArgument('bytes', 'a Uint8Array', describeValue(bytes));
  const { type, header, shape, length } = readHeader(bytes);
  const expected = header + length * type.size;
  const expectation = `${expected} bytes for the shape [${shape.join(', ')}]`;
  if (bytes.length < expected) throw truncated(expectation, bytes.length);
  if (bytes.length > expected) throw bad(`too long: expected ${expectation}, received ${bytes.length}`);
  return { data: type.read(new DataView(bytes.buffer, bytes.byteOffset + header), length), shape };
}

const MAX_HEADER = MAGIC_BYTES + LENGTH_BYTES * 255;

/**
 * How many bytes an IDX file has, by its first ones; undefined where these are too few.
 *
 * @throws MlpLabError `bad-data` where they don't begin an IDX file.
 */
export function idxSize(head: Uint8Array): number | undefined {
  if (head.length < MAGIC_BYTES || (head.length < MAX_HEADER && head.length < MAGIC_BYTES + LENGTH_BYTES * head[3]))
    return undefined;
  const { type, header, length } = readHeader(head);
  return header + length * type.size;
}

function readHeader(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { type, dimensions } = readMagic(view, bytes);
  const header = MAGIC_BYTES + LENGTH_BYTES * dimensions;
  if (bytes.length < header) throw truncated(`a header of ${header} bytes for ${dimensions} dimensions`, bytes.length);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(MAGIC_BYTES + LENGTH_BYTES * i));
  return { type, header, shape, length: sizeFromShape(shape) };
}

function readMagic(view: DataView, bytes: Uint8Array): { type: NumberType; dimensions: number } {
  if (bytes.length === 0) throw bad('empty: expected at least 4 bytes, received 0');
  const text = String.fromCharCode(...bytes.subarray(0, 64)).trimStart();
  const other = OTHER_FORMATS.find(([start]) => text.startsWith(start));
  if (other) throw bad(`not IDX data: ${other[1]}`);
  if (bytes.length < MAGIC_BYTES) throw truncated('a magic number of 4 bytes', bytes.length);
  if (view.getUint16(0) !== 0)
    throw bad(`wrong magic number: expected 00 00, a type and a number of dimensions, received ${hex(bytes, 0, 4)}`);
  const type = TYPES[bytes[2]];
  if (!type)
    throw bad(
      `unknown type: expected 08 or 09 (byte), 0b (short), 0c (int), 0d (float) or 0e (double), received ${hex(bytes, 2, 3)}`,
    );
  const dimensions = bytes[3];
  if (dimensions === 0) throw bad('no dimensions: expected at least 1, received 0');
  return { type, dimensions };
}

const hex = (bytes: Uint8Array, from: number, to: number) =>
  Array.from(bytes.subarray(from, to), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
const truncated = (expected: string, received: number) =>
  bad(`truncated: expected ${expected}, received ${received} bytes`);
const bad = (message: string) => new MlpLabError('bad-data', message);
