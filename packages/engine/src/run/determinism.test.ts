// The same seed gives the same bits, however the steps are cut into slices.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProgramState } from '../program';
import type { Sums } from '../slice';
import { optimizerOf } from '../testing/optimizers';
import { inOrder, makeProgram, makeSamples, makeState } from '../testing/programs';
import { createRunner } from './create-runner';

const program = makeProgram({
  inputWidth: 9,
  layers: [
    { kind: 'dense', outputs: 6 },
    { kind: 'batchNormalization' },
    { kind: 'activation', function: { name: 'gelu' } },
    { kind: 'dropout', rate: 0.3 },
    { kind: 'dense', outputs: 5 },
    { kind: 'activation', function: { name: 'selu' } },
    { kind: 'gaussianNoise', deviation: 0.1 },
    { kind: 'dense', outputs: 3 },
    { kind: 'softmax' },
  ],
  loss: 'categoricalCrossentropy',
  optimizer: optimizerOf({ name: 'nadam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }),
});
const rows = makeSamples(program, 50, 1, { weighted: true });
const order = inOrder(50).reverse();
const BATCHES = 10;

/** Trains the batches between the cuts, each part by its own runner, which starts from the state of the one before. */
function train(cuts: number[]): { state: ProgramState; sums?: Sums } {
  let state = makeState(program, 2);
  let before: Sums | undefined;
  for (const [i, to] of cuts.entries()) {
    const runner = createRunner(program, state, { samples: rows, batchSize: 5, seed: 3 });
    before = runner.train({ order, from: cuts[i - 1] ?? 0, to, firstStep: 0, before, optimizer: program.optimizer });
    state = runner.read();
  }
  return { state, sums: before };
}

describe('a compiled program', () => {
  it('gives the same bits, sums included, wherever training is interrupted', () => {
    const whole = train([BATCHES]);
    const cuts = fc
      .uniqueArray(fc.integer({ min: 1, max: BATCHES - 1 }))
      .map((some) => [...some.sort((a, b) => a - b), BATCHES]);
    fc.assert(
      fc.property(cuts, (parts) => {
        expect(train(parts)).toEqual(whole);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it('gives other numbers with another seed for the noise', () => {
    const runs = [3, 4].map((seed) => {
      const runner = createRunner(program, makeState(program, 2), { samples: rows, batchSize: 5, seed });
      runner.train({ order, from: 0, to: BATCHES, firstStep: 0, optimizer: program.optimizer });
      return runner.read().weights;
    });
    expect(runs[0]).not.toEqual(runs[1]);
  });

  it('gives the same for bytes as for equal floats, up to rounding', () => {
    const bytes = makeSamples(program, 50, 1, { bytes: 6 });
    const floats = { ...bytes, x: Float32Array.from(bytes.x) };
    const [one, other] = [bytes, floats].map((data) => {
      const runner = createRunner(program, makeState(program, 2), { samples: data, batchSize: 5, seed: 3 });
      runner.train({ order, from: 0, to: BATCHES, firstStep: 0, optimizer: program.optimizer });
      return runner.read().weights.flatMap((weight) => [...weight]);
    });
    // one sum skips zeros, the other adds them
    for (const [i, weight] of one.entries()) expect(weight).toBeCloseTo(other[i], 4);
  });
});
