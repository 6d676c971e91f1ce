// Typed expressions of four lanes: f32x4 and i32x4 share one class, as they share WebAssembly's one type v128.
import { float32 } from './leb128';
import { at, type Code, Constant, Double, Int, type IntLike, int, type TypeName } from './scalar';

/** Where four floats are expected a constant stands for all four. */
export type VectorLike = Vector | number;

const SIMD = 0xfd;
const simd = (operation: number): number[] => (operation < 0x80 ? [SIMD, operation] : [SIMD, operation, 1]); // none is above 0xff

/** Instructions of two vectors: methods of `Vector`, named as in maths, that read four floats each. */
const OF_FLOATS = {
  plus: 0xe4,
  minus: 0xe5,
  times: 0xe6,
  over: 0xe7,
  /** The smaller; `this` where either is NaN. One instruction on x86, unlike WebAssembly's `min`. */
  least: 0xea,
  /** The larger; `this` where either is NaN. */
  most: 0xeb,
  // Masks: all bits of a lane set where the comparison holds.
  equals: 0x41,
  differs: 0x42,
  below: 0x43,
  above: 0x44,
  atMost: 0x45,
  atLeast: 0x46,
  and: 0x4e,
  /** 0 where all bits of the mask are set. */
  without: 0x4f,
  or: 0x50,
  xor: 0x51,
} as const;

/** The same, which read integers. */
const OF_INTEGERS = { plusInt: 0xae, minusInt: 0xb1, equalsInt: 0x37, atLeastUnsigned: 0x40, plusBytes: 0x6e } as const;

type Instructions = {
  readonly [name in keyof typeof OF_FLOATS]: (other: VectorLike) => Vector;
} & { readonly [name in keyof typeof OF_INTEGERS]: (other: Vector) => Vector };

export interface Vector extends Instructions {}

/** Four lanes of 32 bits. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: every instruction of the tables becomes a method below
export class Vector {
  readonly type: TypeName = 'v128';
  constructor(readonly code: Code) {}

  root() {
    return this.apply(0xe3);
  }
  absolute() {
    return this.apply(0xe0);
  }
  negated() {
    return this.apply(0xe1);
  }
  toFloat() {
    return this.apply(0xfa);
  }
  /** `this` is the mask. */
  choose(yes: VectorLike, no: VectorLike) {
    return new Vector([vector(yes).code, vector(no).code, this.code, simd(0x52)]);
  }
  shiftLeftInt(bits: number) {
    return this.shift(0xab, bits);
  }
  shiftRightInt(bits: number) {
    // unsigned
    return this.shift(0xad, bits);
  }
  /** Keeps the sign. */
  shiftRightSigned(bits: number) {
    return this.shift(0xac, bits);
  }
  /** Bit i is the sign of lane i: 1 where a mask's lane is set. */
  signs() {
    return new Int([this.code, simd(0xa4)]);
  }
  /** The same of sixteen bytes. */
  signsOfBytes() {
    return new Int([this.code, simd(0x64)]);
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
  private shift(operation: number, bits: number): Vector {
    return new Vector([this.code, int(bits).code, simd(operation)]);
  }
}

// One function for all, of which V8 makes one piece of code, instead of a method each.
for (const [name, operation] of Object.entries({ ...OF_FLOATS, ...OF_INTEGERS })) {
  const code = simd(operation);
  Object.assign(Vector.prototype, {
    [name](this: Vector, other: VectorLike) {
      return new Vector([this.code, vector(other).code, code]);
    },
  });
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
