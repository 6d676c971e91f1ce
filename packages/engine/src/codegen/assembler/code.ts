// Code: the bytes of WebAssembly's instructions, and its integers, which are written in LEB128: 7 bits a byte, the lowest first, the top bit
// set in all bytes but the last.

/**
 * Bytes, nested so that expressions are combined without copying. A negative number −1 − i stands for the vector constant i: each function
 * copies it into a local variable, at its start.
 */
export type Code = readonly (number | Code)[];

/** A part of a module. */
export type Bytes = readonly number[] | Uint8Array;

/** An unsigned integer, 0 to 2^32 - 1. Most are one byte, which needs no array. */
export const unsigned = (value: number): number | Code =>
  value < 0x80 ? value : [(value & 0x7f) | 0x80, unsigned(value >>> 7)];

/** A signed integer of 32 bits (an unsigned one above 2^31 - 1 is written by its bits). */
export const signed = (value: number): number | Code =>
  value >= -0x40 && value < 0x40 ? value & 0x7f : [(value & 0x7f) | 0x80, signed(value >> 7)];

/** The bytes of a code without constants. */
export const bytesIn = (code: number | Code): number[] => (typeof code === 'number' ? [code] : code.flatMap(bytesIn));
