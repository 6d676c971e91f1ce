// LEB128, WebAssembly's encoding of integers: 7 bits a byte, the lowest first, the top bit set in all bytes but the last.

/** Encoded bytes: a part of a module. */
export type Bytes = readonly number[] | Uint8Array;

/** An unsigned integer, 0 to 2^32 - 1. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  return bytes;
}

/** A signed integer of 32 bits (an unsigned one above 2^31 - 1 is written by its bits). */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const last = (rest === 0 && !(low & 0x40)) || (rest === -1 && !!(low & 0x40));
    bytes.push(last ? low : low | 0x80);
    if (last) return bytes;
  }
}
