// The compiled trainer against the plain reference. Tolerances: the reference works in doubles, the module in float32 with
// 24 bits. A sum of n products is off by about √n of 6e-8 times its terms, and what training makes of it grows with the
// steps; 2e-5 of the greatest number compared (weights here are about 1) holds for some dozen steps of small networks.
import { ARITHMETICS } from '@mlp-lab/core';
import { expression } from '@mlp-lab/core/formulas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Loss, Program, ProgramOptimizer } from '../program';
import { reference } from '../reference/reference';
import type { Sums } from '../slice';
import { optimizerOf } from '../testing/optimizers';
import {
  activations,
  expressions,
  inOrder,
  type LayerSpec,
  makeProgram,
  makeSamples,
  makeState,
  type ProgramSpec,
  type RowOptions,
} from '../testing/programs';
import { createRunner } from './create-runner';
import { predictSamples } from './predict-samples';

const TOLERANCE = 2e-5;
// sums over pixels are a hundred times greater than what comes of them
const TOLERANCE_FOR_PIXELS = 5e-4;

const middles: LayerSpec[] = [
  ...[...activations, ...expressions].map((activation) => ({ kind: 'activation', function: activation }) as const),
  { kind: 'prelu' },
  { kind: 'prelu', shared: true },
  { kind: 'softmax' },
  { kind: 'dense', outputs: 6, bias: false },
  { kind: 'dense', outputs: 6, l1: 0.01, l2: 0.02 },
  { kind: 'dense', outputs: 6, trainable: false },
  { kind: 'batchNormalization' },
  { kind: 'batchNormalization', scale: false },
  { kind: 'batchNormalization', center: false },
  { kind: 'batchNormalization', scale: false, center: false },
  { kind: 'layerNormalization' },
  { kind: 'layerNormalization', scale: false, center: false },
  { kind: 'dropout', rate: 0.4 },
  { kind: 'alphaDropout', rate: 0.4 },
  { kind: 'gaussianNoise', deviation: 0.2 },
  { kind: 'gaussianDropout', deviation: 0.5 },
  { kind: 'maxout', pieces: 1 },
  { kind: 'maxout', pieces: 2 },
  { kind: 'maxout', pieces: 6 },
  { kind: 'residual', layers: [] },
];

const outputs: Record<Loss, LayerSpec> = {
  categoricalCrossentropy: { kind: 'softmax' },
  binaryCrossentropy: { kind: 'activation', function: { name: 'sigmoid' } },
  meanSquaredError: { kind: 'activation', function: { name: 'tanh' } },
  meanAbsoluteError: { kind: 'activation', function: { name: 'softsign' } },
};
const losses = Object.keys(outputs) as Loss[];

const moments = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
const optimizers: ProgramOptimizer[] = [
  { name: 'sgd', learningRate: 0.1 },
  { name: 'momentum', learningRate: 0.05, momentum: 0.9 },
  { name: 'nesterov', learningRate: 0.05, momentum: 0.9 },
  { name: 'adagrad', learningRate: 0.05, initialAccumulator: 0.1, epsilon: 1e-7 },
  { name: 'adadelta', learningRate: 0.5, rho: 0.95, epsilon: 1e-7 },
  { name: 'rmsprop', learningRate: 0.01, rho: 0.9, epsilon: 1e-7 },
  { name: 'adam', ...moments },
  { name: 'Adam', ...moments },
  { name: 'adamax', ...moments },
  { name: 'nadam', ...moments },
  { name: 'adamw', weightDecay: 0.05, ...moments },
].map(optimizerOf);

const network = (middle: LayerSpec, loss: Loss = 'categoricalCrossentropy'): ProgramSpec => ({
  inputWidth: 5,
  layers: [{ kind: 'dense', outputs: 6 }, middle, { kind: 'dense', outputs: 3 }, outputs[loss]],
  loss,
});
const tanh: LayerSpec = { kind: 'activation', function: { name: 'tanh' } };

describe('the compiled trainer agrees with the reference', () => {
  it.each(middles)('through %j', (middle) => compare(network(middle), { rows: 20, batchSize: 8 }));

  it.each(losses)('for the loss %s, with every metric', (loss) => {
    const metrics = [...losses, 'categoricalAccuracy', 'binaryAccuracy'] as const;
    compare({ ...network(tanh, loss), metrics }, { rows: 20, batchSize: 8 });
    compare({ ...network(tanh, loss), metrics }, { rows: 20, batchSize: 8, weighted: true });
  });

  it('for labels', () => {
    const metrics = ['categoricalAccuracy', 'categoricalCrossentropy'] as const;
    compare({ ...network(tanh), targets: 'labels', metrics }, { rows: 20, batchSize: 8, weighted: true });
  });

  it.each(optimizers)('with the optimizer $name', (optimizer) => {
    compare({ ...network(tanh), optimizer }, { rows: 20, batchSize: 8, epochs: 4 });
  });

  it.each([1, 3, 50, 64, 257, 1000])('at width %i', (width) => {
    compare(
      {
        inputWidth: width,
        layers: [
          { kind: 'dense', outputs: width },
          { kind: 'batchNormalization' },
          { kind: 'activation', function: { name: 'relu' } },
          { kind: 'dropout', rate: 0.2 },
          { kind: 'dense', outputs: 2 },
          { kind: 'softmax' },
        ],
        loss: 'categoricalCrossentropy',
      },
      { rows: 10, batchSize: 5, epochs: 1 },
    );
  });

  it.each([1, 7, 32, 256])('at batch size %i, of 67 rows', (batchSize) => {
    compare({ ...network(tanh), metrics: ['categoricalAccuracy'] }, { rows: 67, batchSize, epochs: 1 });
  });

  it('through a formula that is undefined at 0, the value of padding', () => {
    const inverse = expression((x, { tanh }) => x.div(tanh(x)).sub(x.div(x.square()).mul(1e-3)));
    const layers: LayerSpec[] = [
      { kind: 'dense', outputs: 6, l1: 0.01, l2: 0.02 },
      { kind: 'activation', function: { name: 'expression', expression: inverse } },
      { kind: 'prelu', shared: true },
      { kind: 'dense', outputs: 3, l2: 0.01 },
      { kind: 'softmax' },
    ];
    compare({ inputWidth: 5, layers, loss: 'categoricalCrossentropy' }, { rows: 20, batchSize: 8 });
  });

  it('on bytes that are mostly 0, as on equal floats', () => {
    const spec: ProgramSpec = {
      ...network(tanh),
      inputWidth: 40,
      optimizer: optimizerOf({ name: 'sgd', learningRate: 0.001 }),
    };
    compare(spec, { rows: 20, batchSize: 8, bytes: 250 });
  });

  it.each([
    ['bytes', { bytes: 6 }],
    ['floats of many values', { sparse: true }],
  ])('on wide rows of %s, most of them 0', (_, options) => {
    for (const outputs of [6, 50, 130]) {
      const layers: LayerSpec[] = [
        { kind: 'dense', outputs },
        tanh,
        { kind: 'dense', outputs: 3 },
        { kind: 'softmax' },
      ];
      const spec: ProgramSpec = { inputWidth: 700, layers, loss: 'categoricalCrossentropy' };
      compare(spec, { rows: 20, batchSize: 8, epochs: 1, ...options });
    }
  });

  it('with the output activation as its only layer', () => {
    compare(
      { inputWidth: 4, layers: [{ kind: 'softmax' }], loss: 'categoricalCrossentropy' },
      { rows: 9, batchSize: 4 },
    );
    compare(
      { inputWidth: 4, layers: [tanh, { kind: 'dense', outputs: 2 }], loss: 'meanSquaredError' },
      { rows: 9, batchSize: 4 },
    );
  });

  it('for random networks', () => {
    fc.assert(
      fc.property(anySpec, anyRun, (spec, run) => compare(spec, run)),
      { numRuns: 60, seed: 1 },
    );
  });
});

describe('over lists of nonzero numbers, the compiled trainer agrees with the reference', () => {
  const relu: LayerSpec = { kind: 'activation', function: { name: 'relu' } };
  const dense = (outputs: number, options: object = {}): LayerSpec => ({ kind: 'dense', outputs, ...options });
  const chain = (hidden: LayerSpec[], optimizer?: ProgramOptimizer): ProgramSpec => ({
    inputWidth: 9,
    layers: [...hidden, dense(3), { kind: 'softmax' }],
    loss: 'categoricalCrossentropy',
    optimizer,
  });

  it.each([32, 50, 64, 105, 257])('at width %i', (width) => {
    const layers = [dense(width), relu, dense(width), relu, dense(width), relu];
    compare(chain(layers), { rows: 40, batchSize: 17 });
  });

  it.each([1, 7, 16, 33, 100])('at batch size %i', (batchSize) => {
    compare(chain([dense(50), relu, dense(50), relu]), { rows: 67, batchSize, epochs: 1 });
  });

  it.each<[string, LayerSpec[]]>([
    ['batch normalization before relu', [dense(40), { kind: 'batchNormalization' }, relu]],
    ['dropout behind relu', [dense(40), relu, { kind: 'dropout', rate: 0.2 }]],
    ['much dropout', [dense(40), tanh, { kind: 'dropout', rate: 0.5 }]],
    ['relu6', [dense(40), { kind: 'activation', function: { name: 'relu', max: 0.4 } }]],
    ['thresholdedRelu', [dense(40), { kind: 'activation', function: { name: 'thresholdedRelu', theta: 0.1 } }]],
  ])('with %s', (_, before) => {
    compare(chain([...before, dense(50), relu]), { rows: 40, batchSize: 16 });
  });

  it('without a bias, and with a frozen kernel', () => {
    compare(chain([dense(40), relu, dense(50, { bias: false }), relu]), { rows: 40, batchSize: 16 });
    compare(chain([dense(40), relu, dense(50, { trainable: false }), relu]), { rows: 40, batchSize: 16 });
  });

  it.each(optimizers)('with the optimizer $name', (optimizer) => {
    compare(chain([dense(40), relu, dense(40), relu], optimizer), { rows: 40, batchSize: 16 });
  });

  it('propagates NaN, so that divergence is detected', () => {
    const program = makeProgram(chain([dense(40), relu, dense(40), relu]));
    const state = makeState(program, 6);
    state.weights[0].fill(Number.NaN);
    const rows = makeSamples(program, 8, 5);
    const runner = createRunner(program, state, { samples: rows, batchSize: 8, seed: 8 });
    const slice = { order: inOrder(8), from: 0, to: 1, firstStep: 0, optimizer: program.optimizer };
    expect(runner.train(slice).divergedAt).toBe(0);
  });
});

const anyMiddle: fc.Arbitrary<LayerSpec> = fc.oneof(
  fc.record({ kind: fc.constant('dense' as const), outputs: fc.integer({ min: 1, max: 20 }), bias: fc.boolean() }),
  fc.constantFrom(...middles.filter(({ kind }) => !['softmax', 'dense', 'maxout', 'residual'].includes(kind))),
);

/** Stacks of what a plugin can describe, in one another. */
const anyStack: fc.Arbitrary<LayerSpec[]> = fc.letrec<{ stack: LayerSpec[] }>((tie) => ({
  stack: fc
    .array(
      fc.oneof(
        { maxDepth: 3 },
        anyMiddle.map((layer) => [layer]),
        fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 5 })).map(([units, pieces]): LayerSpec[] => [
          { kind: 'dense', outputs: units * pieces },
          { kind: 'maxout', pieces },
        ]),
        tie('stack').map((layers): LayerSpec[] => [{ kind: 'residual', layers }]),
      ),
      { maxLength: 3 },
    )
    .map((parts) => parts.flat()),
})).stack;

const anySpec: fc.Arbitrary<ProgramSpec> = fc
  .record({
    inputWidth: fc.integer({ min: 1, max: 20 }),
    hidden: anyStack,
    classes: fc.integer({ min: 1, max: 12 }),
    loss: fc.constantFrom(...losses),
    optimizer: fc.constantFrom(
      ...optimizers.filter(({ name }) => name === 'mlp-lab>sgd' || name === 'mlp-lab>momentum'),
    ),
  })
  .map(({ inputWidth, hidden, classes, loss, optimizer }) => ({
    inputWidth,
    layers: [{ kind: 'dense', outputs: 7 }, ...hidden, { kind: 'dense', outputs: classes }, outputs[loss]],
    loss,
    optimizer: { ...optimizer, hyperparameters: { ...optimizer.hyperparameters, learningRate: 0.01 } },
    metrics: [loss],
  }));

const anyRun: fc.Arbitrary<Run> = fc.record({
  rows: fc.integer({ min: 3, max: 30 }),
  batchSize: fc.integer({ min: 3, max: 40 }),
  bytes: fc.constantFrom(0, 6), // small: a float32 close to 1 has no digits left for 1 - p in binaryCrossentropy
  weighted: fc.boolean(),
});

interface Run extends RowOptions {
  rows: number;
  batchSize: number;
  epochs?: number;
}

/** Trains both, in either arithmetic, and compares sums, weights, optimizer state, evaluation and prediction. */
function compare(spec: ProgramSpec, { rows: count, batchSize, epochs = 2, ...options }: Run): void {
  const program = makeProgram(spec);
  const near = (options.bytes ?? 0) > 100 ? nearer(TOLERANCE_FOR_PIXELS) : nearer(TOLERANCE);
  const rows = makeSamples(program, count, 5, options);
  const state = makeState(program, 6);
  for (const arithmetic of ARITHMETICS) compareIn({ ...program, arithmetic });

  function compareIn(program: Program): void {
    const oracle = reference(program, state, { samples: rows, batchSize, seed: 8 });
    const runner = createRunner(program, state, { samples: rows, batchSize, seed: 8 });
    const batches = Math.ceil(count / batchSize);
    const order = inOrder(count).reverse();
    for (let epoch = 0; epoch < epochs; epoch++) {
      const slice = { order, from: 0, to: batches, firstStep: epoch * batches };
      sumsNear(runner.train({ ...slice, optimizer: program.optimizer }), oracle.train(slice));
    }
    const [actual, expected] = [runner.read(), oracle.read()];
    expect(actual.iterations).toBe(expected.iterations);
    for (const [i, { name }] of program.parameters.entries()) near(actual.weights[i], expected.weights[i], name);
    for (const [i, slots] of expected.slots.entries())
      for (const [s, slot] of slots.entries()) near(actual.slots[i][s], slot, `slot ${s} of ${i}`);
    const others = makeSamples(program, 7, 9, options);
    const other = createRunner(program, actual, { samples: others, batchSize, seed: 8 });
    sumsNear(other.evaluate(), oracle.evaluate(others));
    near(predictSamples(other.instance, others.count), oracle.predict(others.x, 7), 'prediction');
  }

  function sumsNear(one: Sums, other: Sums): void {
    expect(one.count).toBe(other.count);
    const means = ({ count, loss, metrics }: Sums) => [loss, ...metrics].map((sum) => sum / count);
    near(means(one), means(other), 'loss and metrics');
  }
}

/** A check that every number is within `tolerance` of the greatest expected one, or of 1 where all are smaller. */
const nearer =
  (tolerance: number) =>
  (actual: ArrayLike<number>, expected: ArrayLike<number>, name: string): void => {
    expect(actual.length, name).toBe(expected.length);
    const size = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    for (let i = 0; i < expected.length; i++)
      if (!(Math.abs(actual[i] - expected[i]) <= tolerance * size))
        expect.fail(`${name}[${i}]: expected ${expected[i]}, received ${actual[i]}`);
  };
