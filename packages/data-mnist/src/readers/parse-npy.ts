// .npy bytes → numbers or texts with a shape: NumPy's format 1.0 to 3.0 (numpy.lib.format), of either byte order.
import { MlpLabError, type NumericArray, sizeFromShape } from '@mlp-lab/core';

/** An array of a .npy file, in C order. */
export interface NpyArray {
  readonly data: NumericArray | readonly string[];
  readonly shape: readonly number[];
  /** NumPy's name of its type, without the byte order: `u1`, `f4`, `b1`. */
  readonly type: string;
}

const MAGIC = '\x93NUMPY';
const MAX_TEXT = 4096; // letters of a fixed-width text, more than any label has

/** Whether the bytes start as a .npy file does. */
export const isNpy = (bytes: Uint8Array): boolean => latin1(bytes.subarray(0, MAGIC.length)) === MAGIC;

/**
 * An array as `numpy.save` writes it. Bytes are a view of the file; other numbers are copied. Fortran order becomes C order.
 *
 * @throws MlpLabError `bad-data` where the bytes are truncated, are no .npy file, or hold Python objects, records or complex numbers.
 */
export function parseNpy(bytes: Uint8Array<ArrayBuffer>): NpyArray {
  if (!isNpy(bytes) || bytes.length < 12) throw bad('not a .npy file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [headerAt, headerLength] = bytes[6] === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  const start = headerAt + headerLength;
  if (start > bytes.length) throw bad(`truncated: expected a header of ${start} bytes, received ${bytes.length}`);
  const { descr, isFortran, shape } = parseHeader(latin1(bytes.subarray(headerAt, start)));
  const [, order, kind, digits] = /^([<>|=])([a-zA-Z])(\d+)$/.exec(descr) ?? [];
  const width = kind === 'U' ? 4 * Number(digits) : Number(digits);
  const read = kind === undefined ? undefined : (READERS[`${kind}${digits}`] ?? TEXTS[kind]?.(Number(digits)));
  if (!read)
    throw bad(
      `expected numbers or texts, received ${descr === '|O' ? 'a pickle of Python objects: save labels with y.astype(str) or as numbers' : `an array of type ${descr}`}`,
    );
  const count = sizeFromShape(shape);
  if (start + count * width !== bytes.length)
    throw bad(
      `expected ${start + count * width} bytes for the shape [${shape.join(', ')}] of type ${descr}, received ${bytes.length}`,
    );
  const data = read(new DataView(bytes.buffer, bytes.byteOffset + start, count * width), count, order !== '>');
  return { data: isFortran ? toRowMajor(data, shape) : data, shape, type: `${kind}${digits}` };
}

type Reader = (view: DataView<ArrayBuffer>, count: number, isLittle: boolean) => NumericArray | string[];

const toBytes: Reader = (view, count) => new Uint8Array(view.buffer, view.byteOffset, count);

const READERS: Readonly<Record<string, Reader>> = {
  b1: toBytes,
  u1: toBytes,
  i1: (view, count) => Int32Array.from({ length: count }, (_, i) => view.getInt8(i)),
  u2: (view, count, little) => Int32Array.from({ length: count }, (_, i) => view.getUint16(2 * i, little)),
  i2: (view, count, little) => Int32Array.from({ length: count }, (_, i) => view.getInt16(2 * i, little)),
  u4: (view, count, little) => Uint32Array.from({ length: count }, (_, i) => view.getUint32(4 * i, little)),
  i4: (view, count, little) => Int32Array.from({ length: count }, (_, i) => view.getInt32(4 * i, little)),
  // TensorFlow.js knows no BigInt; labels and pixels are exact in doubles.
  u8: (view, count, little) => Float64Array.from({ length: count }, (_, i) => Number(view.getBigUint64(8 * i, little))),
  i8: (view, count, little) => Float64Array.from({ length: count }, (_, i) => Number(view.getBigInt64(8 * i, little))),
  f2: (view, count, little) => Float32Array.from({ length: count }, (_, i) => half(view.getUint16(2 * i, little))),
  f4: (view, count, little) => Float32Array.from({ length: count }, (_, i) => view.getFloat32(4 * i, little)),
  f8: (view, count, little) => Float64Array.from({ length: count }, (_, i) => view.getFloat64(8 * i, little)),
};

/** Texts of a fixed width, filled up with zeros: UTF-32 (U) or bytes (S). */
const TEXTS: Readonly<Record<string, (width: number) => Reader | undefined>> = {
  U: (width) =>
    width > MAX_TEXT ? undefined : (view, count, little) => texts(count, width, (i) => view.getUint32(4 * i, little)),
  S: (width) => (width > MAX_TEXT ? undefined : (view, count) => texts(count, width, (i) => view.getUint8(i))),
};

function texts(count: number, width: number, codeAt: (i: number) => number): string[] {
  return Array.from({ length: count }, (_, text) => {
    const codes = Array.from({ length: width }, (_, i) => codeAt(text * width + i));
    if (codes.some((code) => code > 0x10ffff)) throw bad('damaged text: expected Unicode');
    return String.fromCodePoint(...codes).replace(/\0+$/, '');
  });
}

function half(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -14 * (fraction / 1024));
}

/** The header is a Python dictionary: `{'descr': '|u1', 'fortran_order': False, 'shape': (60000, 28, 28), }`. */
function parseHeader(text: string) {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(text)?.[1];
  if (shape === undefined || descr === undefined) {
    const kind = /'descr'\s*:\s*\[/.test(text) ? 'records' : 'a header that is damaged';
    throw bad(`expected an array of numbers or texts, received ${kind}`);
  }
  return {
    descr,
    isFortran: /'fortran_order'\s*:\s*True/.test(text),
    shape: shape
      .split(',')
      .map((length) => length.trim())
      .filter(Boolean)
      .map(Number),
  };
}

/** The elements of a file in which the first index runs fastest, so that the last one does. */
function toRowMajor(
  data: NumericArray | readonly string[],
  shape: readonly number[],
): NumericArray | readonly string[] {
  const strides = shape.map((_, axis) => sizeFromShape(shape.slice(0, axis)));
  const index = shape.map(() => 0);
  let position = 0;
  const next = () => {
    const current = position;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      position += strides[axis];
      if (++index[axis] < shape[axis]) break;
      position -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
    return current;
  };
  return Array.isArray(data)
    ? data.map(() => data[next()] as string)
    : (data as NumericArray).map(() => (data as NumericArray)[next()]);
}

const latin1 = (bytes: Uint8Array) => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

const bad = (message: string) => new MlpLabError('bad-data', message);
