// One seed, one result, to the bit, however the steps are cut up and wherever they are run. The threads' part is in
// fit-all.test.ts.
import '@tensorflow/tfjs-backend-cpu';
import { type FitArgs, fit } from '@mlp-lab/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProgramState } from '../src/program';
import { createRunner } from '../src/run/runner';
import type { Sums } from '../src/slice';
import { optimizerOf } from './optimizers';
import { inOrder, makeProgram, makeRows, makeState } from './programs';
import { blobs, smallModel } from './small-models';

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
const rows = makeRows(program, 50, 1, { weighted: true });
const order = inOrder(50).reverse();
const BATCHES = 10;

/** Trains the batches between the cuts, each part by a runner of its own that starts from what the last one left. */
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

  it('gives other numbers for another seed of the noise', () => {
    const runs = [3, 4].map((seed) => {
      const runner = createRunner(program, makeState(program, 2), { samples: rows, batchSize: 5, seed });
      runner.train({ order, from: 0, to: BATCHES, firstStep: 0, optimizer: program.optimizer });
      return runner.read().weights;
    });
    expect(runs[0]).not.toEqual(runs[1]);
  });

  it('gives the same for bytes as for the same numbers as floats, to rounding', () => {
    const bytes = makeRows(program, 50, 1, { bytes: 6 });
    const floats = { ...bytes, x: Float32Array.from(bytes.x) };
    const [one, other] = [bytes, floats].map((data) => {
      const runner = createRunner(program, makeState(program, 2), { samples: data, batchSize: 5, seed: 3 });
      runner.train({ order, from: 0, to: BATCHES, firstStep: 0, optimizer: program.optimizer });
      return runner.read().weights.flatMap((weight) => [...weight]);
    });
    // zeros are left out of one sum and added in the other
    for (const [i, weight] of one.entries()) expect(weight).toBeCloseTo(other[i], 4);
  });
});

describe.each([true, false])('fit, compiled: %s', (compile) => {
  const { x, y } = blobs(97);
  // Losses of such different sizes that a sum of doubles is rounded: it then depends on the order in which it is added up.
  const sampleWeight = Float32Array.from({ length: 97 }, (_, i) => 10 ** (((i * 5) % 17) - 8));
  const history = async (args: FitArgs) => {
    const model = smallModel({ learningRate: 1e-11 });
    const fitted = await fit(model, x, y, { epochs: 3, batchSize: 4, seed: 1, sampleWeight, compile, ...args });
    model.dispose();
    return fitted.history;
  };

  it('gives the same history to the last bit, however often it pauses', async () => {
    const whole = await history({ yieldEvery: 'never' });
    for (const yieldEvery of ['batch', 'epoch', 'auto', 1] as const)
      expect(await history({ yieldEvery })).toEqual(whole);
  });

  it('gives the same history whether or not a callback watches the batches', async () => {
    expect(await history({ callbacks: { onBatchEnd: () => {} } })).toEqual(await history({}));
  });
});
