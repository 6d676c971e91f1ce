// Numbers the distinct floats of images: a scaled greyscale image has at most 256.

const SLOTS = 1024;
const FREE = -1;
const GOLDEN = 0x9e3779b1; // Knuth's multiplicative hash
const MAX_CODES = 256;

/** Codes for floats, in the order in which the floats first appear. */
export interface ValueCodes {
  readonly values: Float32Array;
  /** How often each value occurs. */
  readonly counts: Float64Array;
  /** The data, each float by its code. */
  readonly coded: Uint8Array;
}

/** Codes for all floats of `x`, by their bits; undefined if there are more than 256 distinct ones. */
export function valueCodes(x: Float32Array): ValueCodes | undefined {
  const bits = new Int32Array(x.buffer, x.byteOffset, x.length);
  const keys = new Int32Array(SLOTS);
  const codes = new Int16Array(SLOTS).fill(FREE);
  const values = new Float32Array(MAX_CODES);
  const counts = new Float64Array(MAX_CODES);
  const coded = new Uint8Array(x.length);
  let size = 0;
  for (let i = 0; i < bits.length; ) {
    const key = bits[i];
    let slot = Math.imul(key, GOLDEN) >>> 22;
    while (codes[slot] !== FREE && keys[slot] !== key) slot = (slot + 1) & (SLOTS - 1);
    if (codes[slot] === FREE) {
      if (size === MAX_CODES) return undefined;
      keys[slot] = key;
      codes[slot] = size;
      values[size++] = x[i];
    }
    const code = codes[slot];
    const start = i;
    do coded[i++] = code;
    while (bits[i] === key); // most pixels are as the one before
    counts[code] += i - start;
  }
  return { values: values.subarray(0, size), counts: counts.subarray(0, size), coded };
}
