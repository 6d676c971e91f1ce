import { describe, expect, it } from 'vitest';
import type { Loss, Program, ProgramSamples, ProgramState } from '../program';
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
} from '../testing/programs';
import { reference } from './reference';

const layers: LayerSpec[] = [
  ...[...activations, ...expressions].map((activation) => ({ kind: 'activation', function: activation }) as const),
  { kind: 'prelu' },
  { kind: 'prelu', shared: true },
  { kind: 'softmax' },
  { kind: 'dense', outputs: 3, bias: false },
  { kind: 'dense', outputs: 3, l1: 0.1, l2: 0.2 },
  { kind: 'batchNormalization' },
  { kind: 'batchNormalization', scale: false },
  { kind: 'batchNormalization', center: false, scale: false },
  { kind: 'layerNormalization' },
  { kind: 'layerNormalization', center: false },
  { kind: 'dropout', rate: 0.4 },
  { kind: 'alphaDropout', rate: 0.4 },
  { kind: 'gaussianNoise', deviation: 0.2 },
  { kind: 'gaussianDropout', deviation: 0.5 },
  { kind: 'maxout', pieces: 2 },
  { kind: 'maxout', pieces: 1 },
  { kind: 'residual', layers: [] },
  { kind: 'residual', layers: [{ kind: 'activation', function: { name: 'tanh' } }] },
  {
    kind: 'residual',
    layers: [
      { kind: 'dense', outputs: 3 },
      { kind: 'residual', layers: [{ kind: 'softmax' }] },
    ],
  },
];

const outputs: Record<Loss, LayerSpec> = {
  categoricalCrossentropy: { kind: 'softmax' },
  binaryCrossentropy: { kind: 'activation', function: { name: 'sigmoid' } },
  meanSquaredError: { kind: 'activation', function: { name: 'tanh' } },
  meanAbsoluteError: { kind: 'activation', function: { name: 'softsign' } },
};
const losses = Object.keys(outputs) as Loss[];

describe('the gradients of the reference', () => {
  it.each(layers)('are the derivatives of the loss through %j', (layer) => {
    checkSlopes({
      inputWidth: 3,
      layers: [{ kind: 'dense', outputs: 4 }, layer, { kind: 'dense', outputs: 3 }, { kind: 'softmax' }],
      loss: 'categoricalCrossentropy',
    });
  });

  it.each(losses)('are the derivatives of the loss %s, with and without sample weights', (loss) => {
    const spec: ProgramSpec = {
      inputWidth: 3,
      layers: [
        { kind: 'dense', outputs: 4 },
        { kind: 'activation', function: { name: 'tanh' } },
        { kind: 'dense', outputs: 3 },
        outputs[loss],
      ],
      loss,
    };
    checkSlopes(spec);
    checkSlopes(spec, true);
  });

  it('are the derivatives of categoricalCrossentropy if the output does not sum to 1', () => {
    checkSlopes({
      inputWidth: 3,
      layers: [
        { kind: 'dense', outputs: 3 },
        { kind: 'activation', function: { name: 'sigmoid' } },
      ],
      loss: 'categoricalCrossentropy',
    });
  });

  it('are 0 if the probability of the class is below 1e-7, as in Keras', () => {
    const program = makeProgram({
      inputWidth: 1,
      layers: [{ kind: 'dense', outputs: 2, bias: false }, { kind: 'softmax' }],
      loss: 'categoricalCrossentropy',
    });
    const state = { ...makeState(program, 1), weights: [Float32Array.of(20, -20)] };
    const rows = { count: 1, x: Float32Array.of(1), y: Float32Array.of(0, 1) };
    const oracle = reference(program, state, { samples: rows, batchSize: 1, seed: 0 });
    expect([...oracle.gradients(rows, 0)[0]].map(Math.abs)).toEqual([0, 0]);
    expect(oracle.evaluate(rows).loss).toBeCloseTo(-Math.log(1e-7), 6); // 1e-7 as a float32
  });
});

describe('the reference', () => {
  it('treats a label like a one-hot row', () => {
    const spec: ProgramSpec = {
      inputWidth: 3,
      layers: [{ kind: 'dense', outputs: 4 }, { kind: 'softmax' }],
      loss: 'categoricalCrossentropy',
      metrics: ['categoricalAccuracy'],
    };
    const [values, labels] = [makeProgram(spec), makeProgram({ ...spec, targets: 'labels' })];
    const state = makeState(values, 2);
    const [byValue, byLabel] = [makeSamples(values, 10, 3), makeSamples(labels, 10, 3)];
    const results = [
      reference(values, state, { samples: byValue, batchSize: 10, seed: 0 }).evaluate(byValue),
      reference(labels, state, { samples: byLabel, batchSize: 10, seed: 0 }).evaluate(byLabel),
    ];
    expect(results[0]).toEqual(results[1]);
  });

  it('trains a network of one weight by hand', () => {
    const program = makeProgram({
      inputWidth: 1,
      layers: [{ kind: 'dense', outputs: 1, bias: false }],
      loss: 'meanSquaredError',
      optimizer: optimizerOf({ name: 'sgd', learningRate: 0.25 }),
    });
    const rows = { count: 2, x: Float32Array.of(1, 2), y: Float32Array.of(2, 2) };
    const state = { weights: [Float32Array.of(0.5)], slots: [[]], iterations: 0 };
    const oracle = reference(program, state, { samples: rows, batchSize: 2, seed: 0 });
    // errors -1.5 and -1: loss (2.25 + 1) / 2, slope 2 (-1.5 · 1 - 1 · 2) / 2 = -3.5
    expect(oracle.train({ order: inOrder(2), from: 0, to: 1, firstStep: 0 })).toEqual({
      count: 2,
      loss: 3.25,
      metrics: [],
    });
    expect(oracle.read()).toEqual({ weights: [Float32Array.of(0.5 + 0.25 * 3.5)], slots: [[]], iterations: 1 });
  });
});

const H = 1e-6;

/** Compares every derivative with the difference quotient of the loss over ± H, in doubles. */
function checkSlopes(spec: ProgramSpec, weighted = false): void {
  const program = makeProgram(spec);
  const rows = makeSamples(program, 5, 11, { weighted });
  const state = makeState(program, 7);
  const gradients = reference(program, state, { samples: rows, batchSize: 5, seed: 4 }).gradients(rows, 0);
  for (const [p, { trainable, name }] of program.parameters.entries()) {
    if (!trainable) continue;
    for (const i of state.weights[p].keys()) {
      const slope =
        (lossAt(program, moved(state, p, i, H), rows) - lossAt(program, moved(state, p, i, -H), rows)) / (2 * H);
      // rounding 1e-16 / H, and the curve's third derivative times H²: both below 1e-8 of numbers about 1
      expect(gradients[p][i], `${name} ${i}`).toBeCloseTo(slope, 7);
    }
  }
}

function lossAt(program: Program, state: ProgramState, rows: ProgramSamples): number {
  const oracle = reference(program, state, { samples: rows, batchSize: rows.count, seed: 4 });
  return oracle.train({ order: inOrder(rows.count), from: 0, to: 1, firstStep: 0 }).loss / rows.count;
}

/** The reference reads any array of numbers: in doubles, a weight can be moved by less than a float32 would show. */
function moved(state: ProgramState, parameter: number, index: number, by: number): ProgramState {
  const weights = state.weights.map((values) => Float64Array.from(values));
  weights[parameter][index] += by;
  return { ...state, weights: weights as unknown as Float32Array[] };
}
