// Threefry-2x32 as @mlp-lab/core has it, four blocks at once, for masks and noise drawn inside WebAssembly.
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import type { Int } from '../assembler/scalar';
import { lanesOfInt, loadSplat, type Vector, vectorOfInt } from '../assembler/vector';
import { CELL } from '../call-block';

const PARITY = 0x1bd11bda;
const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;
const STREAM_OF_INDEX = 1; // as in core's random.ts: how the stream of a step derives from a layer's

/**
 * A function that writes words of this step's stream of a layer, and up to `WORDS_BEYOND` more: how many, the address of the layer's
 * key, and that of the words. Sixteen blocks a turn: the rounds of a block wait for each other, those of four groups of four don't.
 */
export function randomWords(module: ModuleBuilder, call: number): FunctionBuilder {
  return module.define(3, (f, count, layerKey, out) => {
    writeWords(f, extendKey(f, stepKey(f, call, layerKey)), count, out);
  });
}

/** Two words, each four times. */
type Pair = [Vector, Vector];

/** The key of this step's stream, of the layer whose key's two words are at `layerKey`. */
function stepKey(f: FunctionBuilder, call: number, layerKey: Int): Pair {
  const key: Pair = [f.let(loadSplat(layerKey)), f.let(loadSplat(layerKey, 4))];
  const block: Pair = [f.let(loadSplat(call, CELL.step)), f.let(vectorOfInt(STREAM_OF_INDEX))];
  rounds(f, extendKey(f, key), [block]);
  return block;
}

function writeWords(f: FunctionBuilder, keys: Vector[], count: Int, out: Int): void {
  const counters = f.let(lanesOfInt(0, 1, 2, 3));
  f.for(out, f.let(out.plus(count.shiftLeft(2))), GROUPS.length * GROUP_BYTES, (at) => {
    const blocks = GROUPS.map(
      (group): Pair => [f.let(counters.plusInt(vectorOfInt(4 * group))), f.let(vectorOfInt(0))],
    );
    rounds(f, keys, blocks);
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

function extendKey(f: FunctionBuilder, [first, second]: Pair): Vector[] {
  return [first, second, f.let(first.xor(second).xor(vectorOfInt(PARITY)))];
}

/** Turns the counters (a, b) of blocks into their random words, a step of each in turn. */
function rounds(f: FunctionBuilder, keys: Vector[], blocks: Pair[]): void {
  const each = (step: (a: Vector, b: Vector) => void) => {
    for (const [a, b] of blocks) step(a, b);
  };
  each((a) => f.set(a, a.plusInt(keys[0])));
  each((_, b) => f.set(b, b.plusInt(keys[1])));
  for (let group = 1; group <= 5; group++) {
    for (const bits of ROTATIONS[(group + 1) & 1]) {
      each((a, b) => f.set(a, a.plusInt(b)));
      each((a, b) =>
        f.set(
          b,
          b
            .shiftLeftInt(bits)
            .or(b.shiftRightInt(32 - bits))
            .xor(a),
        ),
      );
    }
    each((a) => f.set(a, a.plusInt(keys[group % 3])));
    each((_, b) => f.set(b, b.plusInt(keys[(group + 1) % 3]).plusInt(vectorOfInt(group))));
  }
}
