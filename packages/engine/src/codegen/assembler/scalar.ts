// Typed scalar expressions: each value holds the code that leaves it on WebAssembly's stack, and its methods have the names of
// WebAssembly's instructions. Floats of 32 bits come in fours, as vectors.
import { type Code, signed, unsigned } from './code';

/** WebAssembly's number for each type of value. */
export const TYPE = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;
export type TypeName = keyof typeof TYPE;

/** An integer expression or a constant. */
export type IntLike = Int | number;

const CONVERT_F64_I32_UNSIGNED = 0xb8;

/** A 32-bit integer: a count, an index or an address in bytes. A name that ends in U treats it as unsigned. */
export class Int {
  readonly type: TypeName = 'i32';
  constructor(readonly code: Code) {}

  add(other: IntLike): Int {
    return other === 0 ? this : this.with(0x6a, other);
  }
  sub(other: IntLike): Int {
    return other === 0 ? this : this.with(0x6b, other);
  }
  mul(other: IntLike): Int {
    return other === 1 ? this : this.with(0x6c, other);
  }
  and(other: IntLike) {
    return this.with(0x71, other);
  }
  or(other: IntLike) {
    return this.with(0x72, other);
  }
  shl(bits: number) {
    return this.with(0x74, bits);
  }
  shrU(bits: number) {
    return this.with(0x76, bits);
  }
  /** The number of bits that are 1. */
  popcnt() {
    return new Int([this.code, 0x69]);
  }
  divU(other: IntLike) {
    return this.with(0x6e, other);
  }
  eq(other: IntLike) {
    return this.with(0x46, other);
  }
  /** Compares as signed integers. */
  geS(other: IntLike) {
    return this.with(0x4e, other);
  }
  ltU(other: IntLike) {
    return this.with(0x49, other);
  }
  gtU(other: IntLike) {
    return this.with(0x4b, other);
  }
  /** The smaller of two variables, unsigned, without a branch: `lt_u` and `select`. */
  minU(other: Int) {
    return new Int([this.code, other.code, this.code, other.code, 0x49, 0x1b]);
  }
  /** `yes` where the condition `this` is not 0, else `no`. */
  select(yes: IntLike, no: IntLike) {
    return new Int([codeOf(yes), codeOf(no), this.code, 0x1b]);
  }
  /** The value as an unsigned integer. */
  toDouble() {
    return new Double([this.code, CONVERT_F64_I32_UNSIGNED]);
  }

  private with(operation: number, other: IntLike): Int {
    return new Int([this.code, codeOf(other), operation]);
  }
}

/** A float of 64 bits. */
export class Double {
  readonly type: TypeName = 'f64';
  constructor(readonly code: Code) {}

  add(other: Double) {
    return this.with(0xa0, other);
  }
  sub(other: Double) {
    return this.with(0xa1, other);
  }
  mul(other: Double) {
    return this.with(0xa2, other);
  }
  ne(other: Double) {
    return new Int([this.code, other.code, 0x62]);
  }

  private with(operation: number, other: Double): Double {
    return new Double([this.code, other.code, operation]);
  }
}

export const int = (value: IntLike): Int => (typeof value === 'number' ? new Int(codeOf(value)) : value);

/** The code of an integer expression or a constant. */
export const codeOf = (value: IntLike): Code => (typeof value === 'number' ? [0x41, signed(value)] : value.code);

/** `value` · `factor`, computed at once where both are numbers. */
export const times = (value: IntLike, factor: number): IntLike =>
  typeof value === 'number' ? value * factor : value.mul(factor);

/** `a` + `b`, likewise. */
export const addition = (a: IntLike, b: IntLike): IntLike =>
  typeof a !== 'number' ? a.add(b) : typeof b !== 'number' ? b.add(a) : a + b;

/** A number as the constant offset of loads and stores, an expression as what is added to their address before. */
export const baseAndOffset = (address: IntLike): [IntLike, number] =>
  typeof address === 'number' ? [0, address] : [address, 0];

/** An even number's half, likewise. */
export const half = (value: IntLike): IntLike => (typeof value === 'number' ? value / 2 : value.shrU(1));

/** The constant offset of a load or store, after its alignment: a hint that costs nothing to leave out. */
export const at = (offset: number): Code => (offset === 0 ? NO_OFFSET : [0, unsigned(offset)]);

const NO_OFFSET: Code = [0, 0];

export const loadInt = (address: IntLike, offset = 0) => new Int([codeOf(address), 0x28, at(offset)]);
/** One byte, unsigned. */
export const loadByte = (address: IntLike, offset = 0) => new Int([codeOf(address), 0x2d, at(offset)]);
export const loadDouble = (address: IntLike, offset = 0) => new Double([codeOf(address), 0x2b, at(offset)]);
