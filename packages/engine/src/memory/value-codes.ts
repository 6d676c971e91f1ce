// The few different floats that pictures are made of, numbered: a scaled grey picture has at most 256.

const SLOTS = 1024;
const FREE = -1;
const GOLDEN = 0x9e3779b1; // Knuth's multiplicative hash
const MOST_CODES = 256;

/** Floats by their bits → codes in order of first appearance. */
export interface ValueCodes {
  readonly values: Float32Array;
  /** How often each was seen when the codes were made. */
  readonly counts: Float64Array;
  readonly size: number;
  /** The code of the float with these bits: one that was seen. */
  codeOf(bits: number): number;
}

/** Codes for all floats of `x`; none where there are more than 256. */
export function valueCodes(x: Float32Array): ValueCodes | undefined {
  const bits = new Uint32Array(x.buffer, x.byteOffset, x.length);
  const keys = new Uint32Array(SLOTS);
  const codes = new Int16Array(SLOTS).fill(FREE);
  const values = new Float32Array(MOST_CODES);
  const counts = new Float64Array(MOST_CODES);
  const slotOf = (key: number) => {
    let slot = Math.imul(key, GOLDEN) >>> 22;
    while (codes[slot] !== FREE && keys[slot] !== key) slot = (slot + 1) & (SLOTS - 1);
    return slot;
  };
  let size = 0;
  for (let i = 0; i < bits.length; i++) {
    const slot = slotOf(bits[i]);
    if (codes[slot] === FREE) {
      if (size === MOST_CODES) return undefined;
      keys[slot] = bits[i];
      codes[slot] = size;
      values[size++] = x[i];
    }
    counts[codes[slot]]++;
  }
  return { values, counts, size, codeOf: (key) => codes[slotOf(key)] };
}
