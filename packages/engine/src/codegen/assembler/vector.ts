// Typed expressions of four lanes: f32x4 and i32x4 share one class, as they share WebAssembly's one type v128.
import { type Code, unsigned } from './code';
import { at, codeOf, Double, Int, type IntLike, type TypeName } from './scalar';

/** A vector, or a constant for all four lanes. */
export type VectorLike = Vector | number;

const SIMD = 0xfd;
const codes: Code[] = [];

/** The code of an instruction, made once. */
function simd(operation: number): Code {
  codes[operation] ??= [SIMD, unsigned(operation)];
  return codes[operation];
}

/** Instructions of two vectors that read floats (f32x4) or bits (v128): methods of `Vector`, under WebAssembly's names. */
const FLOAT_INSTRUCTIONS = {
  add: 0xe4,
  sub: 0xe5,
  mul: 0xe6,
  div: 0xe7,
  /** The smaller; `this` where either is NaN. One instruction on x86, unlike `min`. */
  pmin: 0xea,
  /** The larger; `this` where either is NaN. */
  pmax: 0xeb,
  // Comparisons give masks: all bits of a lane are 1 where the comparison holds, else 0.
  eq: 0x41,
  ne: 0x42,
  lt: 0x43,
  gt: 0x44,
  le: 0x45,
  ge: 0x46,
  and: 0x4e,
  /** The bits that are not set in the mask. */
  andnot: 0x4f,
  or: 0x50,
  xor: 0x51,
} as const;

/** Instructions of two vectors that read integers: i32x4, or i8x16 where the name ends in 8. */
const INTEGER_INSTRUCTIONS = { addI32: 0xae, subI32: 0xb1, eqI32: 0x37, gtI32: 0x3b, geU: 0x40, addI8: 0x6e } as const;

type Instructions = {
  readonly [name in keyof typeof FLOAT_INSTRUCTIONS]: (other: VectorLike) => Vector;
} & { readonly [name in keyof typeof INTEGER_INSTRUCTIONS]: (other: Vector) => Vector };

export interface Vector extends Instructions {}

/** Four lanes of 32 bits. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: every instruction of the tables becomes a method below
export class Vector {
  readonly type: TypeName = 'v128';
  constructor(readonly code: Code) {}

  sqrt() {
    return this.apply(0xe3);
  }
  abs() {
    return this.apply(0xe0);
  }
  neg() {
    return this.apply(0xe1);
  }
  toFloat() {
    return this.apply(0xfa);
  }
  /** `yes` where the mask `this` is set, else `no`. */
  bitselect(yes: VectorLike, no: VectorLike) {
    return new Vector([vector(yes).code, vector(no).code, this.code, simd(0x52)]);
  }
  /** `this` · factor + sum: rounded once where the machine fuses (f32x4.relaxed_madd), else after each of the two. */
  madd(factor: Vector, sum: Vector) {
    return new Vector([this.code, factor.code, sum.code, simd(0x105)]);
  }
  shl(bits: number) {
    return this.shift(0xab, bits);
  }
  shrU(bits: number) {
    return this.shift(0xad, bits);
  }
  shrS(bits: number) {
    return this.shift(0xac, bits);
  }
  /** Bit i is the sign of lane i of four: 1 where a mask's lane is set. */
  bitmask() {
    return new Int([this.code, simd(0xa4)]);
  }
  /** Bit i is the sign of byte i of sixteen. */
  bitmaskI8() {
    return new Int([this.code, simd(0x64)]);
  }
  /** The first lane. */
  toDouble() {
    return new Double([this.code, simd(0x1f), 0, 0xbb]);
  }
  /** Picks four lanes by number: 0 to 3 are those of `this`, 4 to 7 those of `other`. */
  shuffle(other: Vector, lanes: readonly [number, number, number, number]): Vector {
    const bytes = lanes.flatMap((lane) => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3]);
    return new Vector([this.code, other.code, simd(0x0d), ...bytes]);
  }

  private apply(operation: number): Vector {
    return new Vector([this.code, simd(operation)]);
  }
  private shift(operation: number, bits: number): Vector {
    return new Vector([this.code, codeOf(bits), simd(operation)]);
  }
}

// One function for all instructions, which V8 compiles once, instead of a method each.
for (const [name, operation] of Object.entries({ ...FLOAT_INSTRUCTIONS, ...INTEGER_INSTRUCTIONS })) {
  const code = simd(operation);
  Object.assign(Vector.prototype, {
    [name](this: Vector, other: VectorLike) {
      return new Vector([this.code, vector(other).code, code]);
    },
  });
}

const float = new Float32Array(1);
const bitsOfFloat = new Int32Array(float.buffer);

/** The same float in all four lanes. */
export function vector(value: VectorLike): Vector {
  if (typeof value !== 'number') return value;
  float[0] = value;
  return vectorOfInt(bitsOfFloat[0]);
}

/** The same integer in all four lanes. */
export const vectorOfInt = (value: number): Vector => lanesOfInt(value, value, value, value);

/** The bytes of all vector constants, by their number. */
export const vectorConstants: Uint8Array[] = [];
const known = new Map<string, Vector>();

/**
 * Four integers. Zeros cost one instruction. Any other constant costs three wherever it is used, in V8 from Node 22 on, so it is read from
 * a global once.
 */
export function lanesOfInt(...lanes: [number, number, number, number]): Vector {
  const key = lanes.join();
  let found = known.get(key);
  if (!found) {
    found = new Vector(
      key === '0,0,0,0' ? ZEROS : [-vectorConstants.push(new Uint8Array(Int32Array.from(lanes).buffer))],
    );
    known.set(key, found);
  }
  return found;
}

const ZEROS: Code = [simd(0x0c), ...new Array<number>(16).fill(0)];

export const splatInt = (value: IntLike) => new Vector([codeOf(value), simd(0x11)]);

export const loadVector = (address: IntLike, offset = 0) => new Vector([codeOf(address), simd(0x00), at(offset)]);
/** One float, in all four lanes. */
export const loadSplat = (address: IntLike, offset = 0) => new Vector([codeOf(address), simd(0x09), at(offset)]);
/** Four bytes, as four integers. */
export function loadBytes(address: IntLike, offset = 0): Vector {
  const shorts = [codeOf(address), simd(0x5c), at(offset), simd(0x89)];
  return new Vector([shorts, simd(0xa9)]);
}
