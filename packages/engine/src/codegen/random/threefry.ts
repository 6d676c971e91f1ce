// Threefry-2x32, as in @mlp-lab/core, for four blocks at once: draws masks and noise inside WebAssembly.
import type { Body, FunctionBuilder } from '../assembler/function';
import { lanesOfInt, loadSplat, splatInt, type Vector, vectorOfInt } from '../assembler/vector';

const PARITY = 0x1bd11bda;
const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/**
 * Writes `count` random words to address `out`, and up to `EXTRA_WORDS` more. `key` is the address of the key's two words; `low` and
 * `high` are the first block's counter. Each iteration computes sixteen blocks: the rounds of one block depend on each other, those of
 * the four groups of four do not.
 */
export const writeRandomWords: Body = (f, key, low, high, count, out) => {
  const [first, second] = [f.let(loadSplat(key)), f.let(loadSplat(key, 4))];
  const keys = [first, second, f.let(first.xor(second).xor(vectorOfInt(PARITY)))];
  const lows = f.let(splatInt(low).addI32(lanesOfInt(0, 1, 2, 3)));
  const highs = f.let(splatInt(high));
  f.for(out, f.let(out.add(count.shl(2))), GROUPS.length * GROUP_BYTES, (at) => {
    const blocks = GROUPS.map((group): Pair => [f.let(lows.addI32(vectorOfInt(4 * group))), f.let(highs)]);
    rounds(f, keys, blocks);
    blocks.forEach(([a, b], group) => {
      f.store(at, a.shuffle(b, [0, 4, 1, 5]), group * GROUP_BYTES);
      f.store(at, a.shuffle(b, [2, 6, 3, 7]), group * GROUP_BYTES + 16);
    });
    f.set(lows, lows.addI32(vectorOfInt(4 * GROUPS.length)));
  });
};

/** The counters of four blocks, then their random words. */
type Pair = [Vector, Vector];

const GROUPS = [0, 1, 2, 3];
const GROUP_BYTES = 32; // four blocks of two words
export const EXTRA_WORDS = (GROUPS.length * GROUP_BYTES) / 4 - 1;

/** Turns the counters (a, b) of blocks into their random words, one operation on all blocks after the other. */
function rounds(f: FunctionBuilder, keys: Vector[], blocks: Pair[]): void {
  const each = (step: (a: Vector, b: Vector) => void) => {
    for (const [a, b] of blocks) step(a, b);
  };
  each((a) => f.set(a, a.addI32(keys[0])));
  each((_, b) => f.set(b, b.addI32(keys[1])));
  for (let group = 1; group <= 5; group++) {
    for (const bits of ROTATIONS[(group + 1) & 1]) {
      each((a, b) => f.set(a, a.addI32(b)));
      each((a, b) =>
        f.set(
          b,
          b
            .shl(bits)
            .or(b.shrU(32 - bits))
            .xor(a),
        ),
      );
    }
    each((a) => f.set(a, a.addI32(keys[group % 3])));
    each((_, b) => f.set(b, b.addI32(keys[(group + 1) % 3]).addI32(vectorOfInt(group))));
  }
}
