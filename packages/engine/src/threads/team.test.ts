// A network on a team of threads, against the same network on one: to the last bit.
import type { Arithmetic } from '@mlp-lab/core';
import { missingFusion } from '@mlp-lab/core/webassembly';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Program } from '../program';
import { createRunner } from '../run/create-runner';
import type { TrainingRunner } from '../run/runner';
import { optimizerOf } from '../testing/optimizers';
import { inOrder, type LayerSpec, makeProgram, makeSamples, makeState, type RowOptions } from '../testing/programs';
import { takeThreads } from './spare-threads';
import { createTeamRunner } from './team-runner';

const workerUrl = new URL('../../dist/worker.js', import.meta.url);
const relu: LayerSpec = { kind: 'activation', function: { name: 'relu' } };

/** Every bit of two slices, a validation and the state after them. */
async function bits(program: Program, threads: number, batchSize: number, rows: number, options: RowOptions = {}) {
  const samples = makeSamples(program, rows, 1, options);
  const validation = makeSamples(program, 37, 2, options);
  const plain = { samples, validation, batchSize, seed: 3 };
  const state = makeState(program, 4);
  const runner: TrainingRunner =
    threads === 1
      ? createRunner(program, state, plain)
      : await createTeamRunner(program, state, {
          ...plain,
          team: { size: threads, threads: takeThreads(threads, { workerUrl }) },
        });
  try {
    const order = inOrder(rows).reverse();
    const steps = Math.ceil(rows / batchSize);
    const half = Math.ceil(steps / 2);
    const { optimizer } = program;
    const first = await runner.train({ order, from: 0, to: half, firstStep: 0, optimizer });
    const second = await runner.train({ order, from: half, to: steps, firstStep: 0, optimizer, before: first });
    return { first, second, validated: await runner.validate(), state: runner.read() };
  } finally {
    runner.dispose();
  }
}

const middles: LayerSpec[] = [
  { kind: 'dense', outputs: 33 },
  { kind: 'prelu' },
  { kind: 'prelu', shared: true },
  { kind: 'softmax' },
  { kind: 'maxout', pieces: 2 },
  { kind: 'residual', layers: [{ kind: 'dense', outputs: 7 }] },
  { kind: 'batchNormalization' },
  { kind: 'batchNormalization', scale: false },
  { kind: 'layerNormalization' },
  { kind: 'dropout', rate: 0.4 },
  { kind: 'alphaDropout', rate: 0.4 },
  { kind: 'gaussianNoise', deviation: 0.2 },
  { kind: 'gaussianDropout', deviation: 0.5 },
  { kind: 'dense', outputs: 12, l1: 0.01, l2: 0.02 },
  { kind: 'dense', outputs: 12, trainable: false },
  relu,
  { kind: 'activation', function: { name: 'gelu' } },
];
const optimizers = [
  { name: 'sgd', learningRate: 0.1 },
  { name: 'momentum', learningRate: 0.05, momentum: 0.9 },
  { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
].map(optimizerOf);

describe('a team of threads', () => {
  it.each(middles)('gives the same bits through %j', async (middle) => {
    const program = makeProgram({
      inputWidth: 21,
      layers: [{ kind: 'dense', outputs: 34 }, middle, { kind: 'dense', outputs: 3 }, { kind: 'softmax' }],
      loss: 'categoricalCrossentropy',
      metrics: ['categoricalAccuracy', 'categoricalCrossentropy'],
      optimizer: optimizers[1],
    });
    const alone = await bits(program, 1, 16, 59);
    for (const threads of [2, 3, 8]) expect(await bits(program, threads, 16, 59)).toEqual(alone);
  });

  it('gives the same bits in wide layers', async () => {
    const program = makeProgram({
      inputWidth: 21,
      layers: [230, 150, 3].flatMap((outputs): LayerSpec[] => [{ kind: 'dense', outputs }, relu]),
      loss: 'meanSquaredError',
      optimizer: optimizers[0],
    });
    const alone = await bits(program, 1, 16, 59);
    for (const threads of [2, 3, 8]) expect(await bits(program, threads, 16, 59)).toEqual(alone);
  });

  it('gives the same bits for random networks, batches and data', { timeout: 120_000 }, async () => {
    const spec = fc.record({
      inputWidth: fc.integer({ min: 1, max: 300 }),
      hidden: fc.array(
        fc.oneof(
          fc.constantFrom(...middles.filter(({ kind }) => kind !== 'maxout')),
          fc.integer({ min: 1, max: 70 }).map((outputs): LayerSpec => ({ kind: 'dense', outputs })),
          fc.constant(relu),
        ),
        { maxLength: 6 },
      ),
      width: fc.integer({ min: 1, max: 70 }),
      optimizer: fc.constantFrom(...optimizers),
      targets: fc.constantFrom('labels', 'values'),
      arithmetic: missingFusion()
        ? fc.constant<Arithmetic>('separate')
        : fc.constantFrom<Arithmetic>('separate', 'fused'),
      threads: fc.constantFrom(2, 3, 8),
      batchSize: fc.integer({ min: 1, max: 70 }),
      rows: fc.integer({ min: 1, max: 90 }),
      options: fc.constantFrom<RowOptions>({}, { bytes: 9 }, { sparse: true }, { weighted: true }),
    });
    const property = fc.asyncProperty(
      spec,
      async ({ inputWidth, width, hidden, threads, arithmetic, batchSize, rows, options, ...rest }) => {
        const separate = makeProgram({
          ...rest,
          inputWidth,
          layers: [{ kind: 'dense', outputs: width }, ...hidden, { kind: 'dense', outputs: 4 }, { kind: 'softmax' }],
          loss: 'categoricalCrossentropy',
          metrics: ['categoricalAccuracy'],
        } as never);
        const program = { ...separate, arithmetic };
        expect(await bits(program, threads, batchSize, rows, options)).toEqual(
          await bits(program, 1, batchSize, rows, options),
        );
      },
    );
    await fc.assert(property, { numRuns: Number(process.env.RUNS ?? 40), seed: Number(process.env.SEED ?? 1) });
  });
});
