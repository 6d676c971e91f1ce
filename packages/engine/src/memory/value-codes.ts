// Numbers the distinct floats of images: a scaled greyscale image has at most 256.

const SLOTS = 1024;
const FREE = -1;
const GOLDEN = 0x9e3779b1; // Knuth's multiplicative hash
const MAX_CODES = 256;

/** Codes for floats, in the order in which the floats first appear. */
export interface ValueCodes {
  readonly values: Float32Array;
  /** How often each value occurs in the data that the codes were made for. */
  readonly counts: Float64Array;
  readonly size: number;
  /** The code of the float with these bits, one of `values`. */
  codeOf(bits: number): number;
}

/** Codes for all floats of `x`; undefined if there are more than 256 distinct ones. */
export function valueCodes(x: Float32Array): ValueCodes | undefined {
  const bits = new Uint32Array(x.buffer, x.byteOffset, x.length);
  const keys = new Uint32Array(SLOTS);
  const codes = new Int16Array(SLOTS).fill(FREE);
  const values = new Float32Array(MAX_CODES);
  const counts = new Float64Array(MAX_CODES);
  const slotOf = (key: number) => {
    let slot = Math.imul(key, GOLDEN) >>> 22;
    while (codes[slot] !== FREE && keys[slot] !== key) slot = (slot + 1) & (SLOTS - 1);
    return slot;
  };
  let size = 0;
  for (let i = 0; i < bits.length; i++) {
    const slot = slotOf(bits[i]);
    if (codes[slot] === FREE) {
      if (size === MAX_CODES) return undefined;
      keys[slot] = bits[i];
      codes[slot] = size;
      values[size++] = x[i];
    }
    counts[codes[slot]]++;
  }
  return { values, counts, size, codeOf: (key) => codes[slotOf(key)] };
}
