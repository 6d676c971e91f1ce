// Threefry-2x32 as @mlp-lab/core has it, four blocks at once, for masks and noise drawn inside WebAssembly.
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import { type Int, int, loadInt } from '../assembler/scalar';
import { lanesOfInt, splatInt, type Vector, vectorOfInt } from '../assembler/vector';
import { CELL } from '../call-block';

const PARITY = 0x1bd11bda;
const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;
const STREAM_OF_INDEX = 1; // as in core's random.ts: how the stream of a step derives from a layer's

/** The operations of the rounds, on one word or on four. */
interface Words<Word> {
  plus(a: Word, b: Word): Word;
  xor(a: Word, b: Word): Word;
  rotate(a: Word, bits: number): Word;
  of(constant: number): Word;
}

const single: Words<Int> = {
  plus: (a, b) => a.plus(b),
  xor: (a, b) => a.xor(b),
  rotate: (a, bits) => a.rotateLeft(bits),
  of: (constant) => int(constant),
};

const four: Words<Vector> = {
  plus: (a, b) => a.plusInt(b),
  xor: (a, b) => a.xor(b),
  rotate: (a, bits) => a.shiftLeftInt(bits).or(a.shiftRightInt(32 - bits)),
  of: vectorOfInt,
};

/**
 * A function that writes words of this step's stream of a layer, and up to `WORDS_BEYOND` more: how many, the address of the layer's
 * key, and that of the words. Sixteen blocks a turn: the rounds of a block wait for each other, those of four groups of four don't.
 */
export function randomWords(module: ModuleBuilder, call: number): FunctionBuilder {
  return module.define(3, (f) => {
    const [count, layerKey, out] = [0, 1, 2].map((i) => f.parameter(i)) as [Int, Int, Int];
    const [first, second] = stepKey(f, call, layerKey).map((word) => f.let(splatInt(word)));
    writeWords(f, extendKey(f, four, first, second), count, out);
  });
}

/** The key of this step's stream, of the layer whose key's two words are at `layerKey`. */
function stepKey(f: FunctionBuilder, call: number, layerKey: Int): [Int, Int] {
  const keys = extendKey(f, single, f.let(loadInt(layerKey)), f.let(loadInt(layerKey, 4)));
  const a = f.let(loadInt(call, CELL.step));
  const b = f.let(int(STREAM_OF_INDEX));
  rounds(f, single, keys, [[a, b]]);
  return [a, b];
}

function writeWords(f: FunctionBuilder, keys: Vector[], count: Int, out: Int): void {
  const counters = f.let(lanesOfInt(0, 1, 2, 3));
  f.for(out, f.let(out.plus(count.shiftLeft(2))), GROUPS.length * GROUP_BYTES, (at) => {
    const blocks = GROUPS.map((group): [Vector, Vector] => [
      f.let(counters.plusInt(vectorOfInt(4 * group))),
      f.let(vectorOfInt(0)),
    ]);
    rounds(f, four, keys, blocks);
    blocks.forEach(([a, b], group) => {
      f.store(at, a.shuffle(b, [0, 4, 1, 5]), group * GROUP_BYTES);
      f.store(at, a.shuffle(b, [2, 6, 3, 7]), group * GROUP_BYTES + 16);
    });
    f.set(counters, counters.plusInt(vectorOfInt(4 * GROUPS.length)));
  });
}

const GROUPS = [0, 1, 2, 3];
const GROUP_BYTES = 32; // four blocks of two words
export const WORDS_BEYOND = (GROUPS.length * GROUP_BYTES) / 4 - 1;

function extendKey<W extends Int | Vector>(f: FunctionBuilder, words: Words<W>, first: W, second: W): W[] {
  return [first, second, f.let(words.xor(words.xor(first, second), words.of(PARITY)))];
}

/** Turns the counters (a, b) of blocks into their random words, a step of each in turn. */
function rounds<W extends Int | Vector>(f: FunctionBuilder, words: Words<W>, keys: W[], blocks: [W, W][]): void {
  const each = (step: (a: W, b: W) => void) => {
    for (const [a, b] of blocks) step(a, b);
  };
  each((a) => f.set(a, words.plus(a, keys[0])));
  each((_, b) => f.set(b, words.plus(b, keys[1])));
  for (let group = 1; group <= 5; group++) {
    for (const bits of ROTATIONS[(group + 1) & 1]) {
      each((a, b) => f.set(a, words.plus(a, b)));
      each((a, b) => f.set(b, words.xor(words.rotate(b, bits), a)));
    }
    each((a) => f.set(a, words.plus(a, keys[group % 3])));
    each((_, b) => f.set(b, words.plus(words.plus(b, keys[(group + 1) % 3]), words.of(group))));
  }
}
