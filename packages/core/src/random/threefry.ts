// Threefry-2x32, 20 rounds: a block of 64 random bits as a function of a key and a counter.
// Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (SC 2011); JAX uses this generator, too.

const PARITY = 0x1bd11bda;
const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/** 64 bits of key, as two words. */
export type Key = readonly [number, number];

/** Writes the two 32-bit words of block `(counter0, counter1)` under `key` to `out[at]` and `out[at + 1]`. */
export function threefry2x32(key: Key, counter0: number, counter1: number, out: Uint32Array, at = 0): void {
  const keys = [key[0], key[1], key[0] ^ key[1] ^ PARITY];
  let a = (counter0 + keys[0]) | 0;
  let b = (counter1 + keys[1]) | 0;
  for (let group = 1; group <= 5; group++) {
    for (const rotation of ROTATIONS[(group + 1) & 1]) {
      a = (a + b) | 0;
      b = ((b << rotation) | (b >>> (32 - rotation))) ^ a;
    }
    a = (a + keys[group % 3]) | 0;
    b = (b + keys[(group + 1) % 3] + group) | 0;
  }
  out[at] = a;
  out[at + 1] = b;
}
