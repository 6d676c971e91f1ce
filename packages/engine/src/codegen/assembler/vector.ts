// Typed expressions of four lanes: f32x4 and i32x4 share one class, as they share WebAssembly's one type v128.
import { float32 } from './leb128';
import { at, type Code, Constant, Double, Int, type IntLike, int, type TypeName } from './scalar';

/** Where four floats are expected a constant stands for all four. */
export type VectorLike = Vector | number;

const SIMD = 0xfd;
const simd = (operation: number): number[] => (operation < 0x80 ? [SIMD, operation] : [SIMD, operation, 1]); // none is above 0xff

/** Four lanes of 32 bits. Operations named as in maths read them as floats; those that end in `Int` as integers. */
export class Vector {
  readonly type: TypeName = 'v128';
  constructor(readonly code: Code) {}

  plus(other: VectorLike) {
    return this.with(0xe4, other);
  }
  minus(other: VectorLike) {
    return this.with(0xe5, other);
  }
  times(other: VectorLike) {
    return this.with(0xe6, other);
  }
  over(other: VectorLike) {
    return this.with(0xe7, other);
  }
  root() {
    return this.apply(0xe3);
  }
  absolute() {
    return this.apply(0xe0);
  }
  negated() {
    return this.apply(0xe1);
  }
  /** The smaller; `this` where either is NaN. One instruction on x86, unlike WebAssembly's `min`. */
  least(other: VectorLike) {
    return this.with(0xea, other);
  }
  /** The larger; `this` where either is NaN. */
  most(other: VectorLike) {
    // Masks: all bits of a lane set where the comparison holds.
    return this.with(0xeb, other);
  }
  equals(other: VectorLike) {
    return this.with(0x41, other);
  }
  differs(other: VectorLike) {
    return this.with(0x42, other);
  }
  below(other: VectorLike) {
    return this.with(0x43, other);
  }
  above(other: VectorLike) {
    return this.with(0x44, other);
  }
  atMost(other: VectorLike) {
    return this.with(0x45, other);
  }
  atLeast(other: VectorLike) {
    return this.with(0x46, other);
  }
  and(other: VectorLike) {
    return this.with(0x4e, other);
  }
  /** 0 where all bits of the mask are set. */
  without(mask: Vector) {
    return this.with(0x4f, mask);
  }
  or(other: VectorLike) {
    return this.with(0x50, other);
  }
  xor(other: VectorLike) {
    return this.with(0x51, other);
  }
  /** `this` is the mask. */
  choose(yes: VectorLike, no: VectorLike) {
    return new Vector([vector(yes).code, vector(no).code, this.code, simd(0x52)]);
  }

  plusInt(other: Vector) {
    return this.with(0xae, other);
  }
  minusInt(other: Vector) {
    return this.with(0xb1, other);
  }
  equalsInt(other: Vector) {
    return this.with(0x37, other);
  }
  shiftLeftInt(bits: number) {
    return this.shift(0xab, bits);
  }
  /** Keeps the sign. */
  shiftRightSigned(bits: number) {
    return this.shift(0xac, bits);
  }
  atLeastUnsigned(other: Vector) {
    return this.with(0x40, other);
  }
  shiftRightInt(bits: number) {
    // unsigned
    return this.shift(0xad, bits);
  }
  /** Bit i is the sign of lane i: 1 where a mask's lane is set. */
  signs() {
    return new Int([this.code, simd(0xa4)]);
  }
  /** The same of sixteen bytes. */
  signsOfBytes() {
    return new Int([this.code, simd(0x64)]);
  }
  plusBytes(other: Vector) {
    return this.with(0x6e, other);
  }
  toFloat() {
    return this.apply(0xfa);
  }
  /** The first lane. */
  toDouble() {
    return new Double([this.code, simd(0x1f), 0, 0xbb]);
  }
  /** Lanes 0 to 3 are those of `this`, 4 to 7 those of `other`. */
  shuffle(other: Vector, lanes: readonly [number, number, number, number]): Vector {
    const bytes = lanes.flatMap((lane) => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3]);
    return new Vector([this.code, other.code, simd(0x0d), ...bytes]);
  }

  private apply(operation: number): Vector {
    return new Vector([this.code, simd(operation)]);
  }
  private with(operation: number, other: VectorLike): Vector {
    return new Vector([this.code, vector(other).code, simd(operation)]);
  }
  private shift(operation: number, bits: number): Vector {
    return new Vector([this.code, int(bits).code, simd(operation)]);
  }
}

const floats = new Map<number, Vector>();

/** Four times the same float. */
export function vector(value: VectorLike): Vector {
  if (value instanceof Vector) return value;
  if (value === 0) return fourOf(float32(value)); // 0 and -0, which a map takes for one
  const made = floats.get(value) ?? fourOf(float32(value));
  floats.set(value, made);
  return made;
}
/** Four times the same integer. */
export const vectorOfInt = (value: number): Vector => fourOf([...new Uint8Array(new Int32Array([value]).buffer)]);
/** Four integers. */
export const lanesOfInt = (...values: [number, number, number, number]): Vector =>
  constant([...new Uint8Array(new Int32Array(values).buffer)]);

const fourOf = (bytes: number[]) => constant([...bytes, ...bytes, ...bytes, ...bytes]);

/** Zeros cost one instruction; V8 from Node 22 on makes any other constant anew, in three, wherever it is used. */
const constant = (bytes: number[]) =>
  new Vector(bytes.every((byte) => byte === 0) ? [simd(0x0c), ...bytes] : [new Constant(bytes)]);

export const splatInt = (value: IntLike) => new Vector([int(value).code, simd(0x11)]);

export const loadVector = (address: IntLike, offset = 0) => new Vector([int(address).code, simd(0x00), at(offset)]);
/** One float, four times. */
export const loadSplat = (address: IntLike, offset = 0) => new Vector([int(address).code, simd(0x09), at(offset)]);
/** Four bytes, as four integers. */
export function loadBytes(address: IntLike, offset = 0): Vector {
  const shorts = [int(address).code, simd(0x5c), at(offset), simd(0x89)];
  return new Vector([shorts, simd(0xa9)]);
}
