// Dropout and its relatives: noise in training, identity in inference. The random words of a step are stored for the backward pass.
import { CALL_FIELD } from '../../memory/call-block';
import { reserveRowBlock, VECTOR } from '../../memory/layout';
import { alphaDropoutRule, dropThreshold, type NoiseLayer } from '../../program';
import type { FunctionBuilder } from '../assembler/function';
import { addition, half, type Int, int, loadInt, times } from '../assembler/scalar';
import { loadVector, type Vector, vectorOfInt } from '../assembler/vector';
import { mapRows } from '../kernels/each-vector';
import { EXTRA_WORDS, writeRandomWords } from '../random/threefry';
import { bytesOf, eachOf, type Range } from '../range';
import { type Context, makeStage, type Stage } from './stage';

/** y and dL/dx of four numbers; `drawn` are their random words or normally distributed numbers. */
interface NoiseRule {
  readonly forward: (f: FunctionBuilder, x: Vector, drawn: Vector) => Vector;
  readonly backward: (f: FunctionBuilder, g: Vector, drawn: Vector) => Vector;
}

// As in core's random.ts: the key of a step's stream is the first words of the layer's stream at the counter (step, 1).
const STREAM_OF_INDEX = 1;
const KEY_WORDS = 2;

export function stage(context: Context, layer: NoiseLayer, before: Stage): Stage {
  const { module, team, layout, capacity, call, noiseKeys, normals } = context;
  const { width } = layer;
  const x = before.output;
  const { gradient } = before;
  const output = reserveRowBlock(layout, capacity, width);
  // element (row, column) has the word row · width + column; each thread's words are as many words further as it may write too many
  const spare = (EXTRA_WORDS + 1) * 4;
  const drawn = layout.reserve((capacity * width + EXTRA_WORDS) * 4 + (team.size - 1) * spare);
  const shift = times(team.thread, spare);
  const gaussian = layer.kind === 'gaussianNoise' || layer.kind === 'gaussianDropout';
  const rule = ruleOf(layer);

  return makeStage(context, before, {
    output,

    forward(f, { rows }) {
      const { first, end } = bytesOf(rows, width); // in words
      const start = addition(times(first, 4), shift);
      const words = f.let(int(end).sub(first));
      const to = addition(start, drawn);
      const write = module.defineOnce('randomWords', 5, writeRandomWords);
      f.call(write, noiseKeys + 8 * layer.ordinal, loadInt(call, CALL_FIELD.step), STREAM_OF_INDEX, KEY_WORDS, to);
      f.call(write, to, half(first), 0, words, to); // with the step's key, which it reads before it overwrites it
      if (gaussian) f.call(normals, words, to, layer.ordinal);
      overRows(f, rows, (at, word) => {
        const value = f.let(loadVector(at, x.address));
        f.store(at, rule.forward(f, value, loadVector(word, drawn)), output.address);
      });
    },

    infer: (f, { rows }) => mapRows(f, rows, [x], output, (value) => value),

    backward: [
      [
        'rows',
        (f, { rows }) =>
          overRows(f, rows, (at, word) => {
            const g = f.let(loadVector(at, gradient.address));
            f.store(at, rule.backward(f, g, loadVector(word, drawn)), gradient.address);
          }),
      ],
    ],
  });

  function overRows(f: FunctionBuilder, rows: Range, body: (at: Int, word: Int) => void): void {
    eachOf(f, rows, (s) => {
      const at = f.let(s.mul(x.stride));
      const words = s.mul(width * 4).add(shift);
      f.for(f.let(words), f.let(words.add(x.vectors * VECTOR)), VECTOR, (word) => {
        body(at, word);
        f.set(at, at.add(VECTOR));
      });
    });
  }
}

function ruleOf({ kind, rate }: NoiseLayer): NoiseRule {
  const kept = (words: Vector) => words.geU(vectorOfInt(dropThreshold(rate) | 0));
  if (kind === 'dropout') {
    const rule = (_: FunctionBuilder, value: Vector, words: Vector) => value.div(1 - rate).and(kept(words));
    return { forward: rule, backward: rule };
  }
  if (kind === 'alphaDropout') {
    const { saturation, scale, shift } = alphaDropoutRule(rate);
    return {
      forward: (_, x, words) => kept(words).bitselect(x, saturation).mul(scale).add(shift),
      backward: (_, g, words) => g.mul(scale).and(kept(words)),
    };
  }
  if (kind === 'gaussianDropout')
    return { forward: (_, x, normals) => x.mul(normals), backward: (_, g, normals) => g.mul(normals) };
  return { forward: (_, x, normals) => x.add(normals), backward: (_f, g) => g };
}
