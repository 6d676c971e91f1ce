// Numbers ↔ bytes as the formats have them: little-endian, whatever the machine.
import { damaged } from '../network/exchange-error';

type Numbers = Float32Array | BigInt64Array;

/** A copy of the numbers as bytes. */
export function littleEndian(numbers: Numbers): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(numbers.byteLength);
  const view = new DataView(bytes.buffer);
  const size = numbers.BYTES_PER_ELEMENT;
  if (numbers instanceof Float32Array)
    for (let i = 0; i < numbers.length; i++) view.setUint32(size * i, bits(numbers, i), true);
  else for (let i = 0; i < numbers.length; i++) view.setBigInt64(size * i, numbers[i], true);
  return bytes;
}

/** The bits of a float32, which a NaN would lose on its way through a number. */
function bits(numbers: Float32Array, i: number): number {
  return new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length)[i];
}

const SIZES = { F64: 8, F32: 4, F16: 2, BF16: 2, I64: 8, I32: 4, I16: 2, I8: 1, U8: 1, BOOL: 1 } as const;

/** The types of numbers that formats store, under safetensors' names. */
export type NumberType = keyof typeof SIZES;

export const isNumberType = (name: unknown): name is NumberType =>
  typeof name === 'string' && Object.hasOwn(SIZES, name);

export const bytesPerNumber = (type: NumberType): number => SIZES[type];

/**
 * Bytes → `count` float32. float32 keeps its bits; float64 is rounded.
 *
 * @param where the file and field, for the message.
 * @throws MlpLabError `bad-data` for another number of bytes.
 */
export function floatsOf(bytes: Uint8Array, type: NumberType, count: number, where: string): Float32Array {
  if (bytes.byteLength !== count * SIZES[type])
    throw damaged(`${where}: expected ${count * SIZES[type]} bytes for ${count} numbers, received ${bytes.byteLength}`);
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  if (type === 'F32') {
    const words = Uint32Array.from({ length: count }, (_, i) => view.getUint32(4 * i, true));
    return new Float32Array(words.buffer);
  }
  return Float32Array.from({ length: count }, (_, i) => readers[type](view, i * SIZES[type]));
}

const readers: Readonly<Record<NumberType, (view: DataView, at: number) => number>> = {
  F64: (view, at) => view.getFloat64(at, true),
  F32: (view, at) => view.getFloat32(at, true),
  F16: (view, at) => halfFloat(view.getUint16(at, true)),
  BF16: (view, at) => brainFloat(view.getUint16(at, true)),
  I64: (view, at) => Number(view.getBigInt64(at, true)),
  I32: (view, at) => view.getInt32(at, true),
  I16: (view, at) => view.getInt16(at, true),
  I8: (view, at) => view.getInt8(at),
  U8: (view, at) => view.getUint8(at),
  BOOL: (view, at) => view.getUint8(at),
};

/** Numbers of 16 bits, each as the whole number that has its bits. */
export const floatsOfWords = (words: ArrayLike<number>, type: 'F16' | 'BF16'): Float32Array =>
  Float32Array.from(words, type === 'F16' ? halfFloat : brainFloat);

/** bfloat16: the upper half of a float32. */
function brainFloat(word: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, word << 16);
  return view.getFloat32(0);
}

/** IEEE 754 binary16. */
function halfFloat(word: number): number {
  const sign = word & 0x8000 ? -1 : 1;
  const exponent = (word >> 10) & 0x1f;
  const fraction = word & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
