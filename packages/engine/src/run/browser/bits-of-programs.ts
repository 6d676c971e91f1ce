// What the test runs twice, in Node and in a page: every activation, layer, loss and optimizer, and the bits that come out.
import type { Loss, ProgramOptimizer } from '../../program';
import { optimizerOf } from '../../testing/optimizers';
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
} from '../../testing/programs';
import { createRunner } from '../create-runner';

const middles: LayerSpec[] = [
  ...activations.map((activation) => ({ kind: 'activation', function: activation }) as const),
  ...expressions.map((activation) => ({ kind: 'activation', function: activation }) as const),
  { kind: 'activation', function: { name: 'relu' } },
  { kind: 'maxout', pieces: 2 },
  {
    kind: 'residual',
    layers: [
      { kind: 'activation', function: { name: 'tanh' } },
      { kind: 'dense', outputs: 2 },
    ],
  },
  { kind: 'prelu' },
  { kind: 'softmax' },
  { kind: 'batchNormalization' },
  { kind: 'layerNormalization' },
  { kind: 'dropout', rate: 0.3 },
  { kind: 'alphaDropout', rate: 0.3 },
  { kind: 'gaussianNoise', deviation: 0.3 },
  { kind: 'gaussianDropout', deviation: 0.3 },
];
const outputs: Record<Loss, LayerSpec> = {
  categoricalCrossentropy: { kind: 'softmax' },
  binaryCrossentropy: { kind: 'activation', function: { name: 'sigmoid' } },
  meanSquaredError: { kind: 'activation', function: { name: 'tanh' } },
  meanAbsoluteError: { kind: 'activation', function: { name: 'softsign' } },
};
const moments = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
const optimizers: ProgramOptimizer[] = [
  { name: 'nesterov', learningRate: 0.05, momentum: 0.9 },
  { name: 'adagrad', learningRate: 0.05, initialAccumulator: 0.1, epsilon: 1e-7 },
  { name: 'adadelta', learningRate: 0.5, rho: 0.95, epsilon: 1e-7 },
  { name: 'rmsprop', learningRate: 0.01, rho: 0.9, epsilon: 1e-7 },
  { name: 'adamax', ...moments },
  { name: 'nadam', ...moments },
  { name: 'adamw', weightDecay: 0.05, ...moments },
].map(optimizerOf);

/** Wide enough for products over lists of nonzero numbers. */
const relu: LayerSpec = { kind: 'activation', function: { name: 'relu' } };
const listed: ProgramSpec = {
  inputWidth: 300,
  layers: [
    { kind: 'dense', outputs: 50 },
    relu,
    { kind: 'dense', outputs: 33 },
    relu,
    { kind: 'dense', outputs: 3 },
    { kind: 'softmax' },
  ],
  loss: 'categoricalCrossentropy',
};

const network = (middle: LayerSpec, loss: Loss, optimizer?: ProgramOptimizer): ProgramSpec => ({
  inputWidth: 9,
  layers: [{ kind: 'dense', outputs: 6 }, middle, { kind: 'dense', outputs: 3 }, outputs[loss]],
  loss,
  optimizer,
});

/** Each program's weights after 12 steps and its loss, as text: doubles and floats keep every bit in JSON. */
export function bitsOfAllPrograms(): string {
  const specs = [
    ...middles.map((middle) => network(middle, 'categoricalCrossentropy')),
    ...(Object.keys(outputs) as Loss[]).map((loss) => network(middles[0], loss)),
    ...optimizers.map((optimizer) => network(middles[0], 'categoricalCrossentropy', optimizer)),
  ];
  const lists = [{}, { bytes: 9 }, { sparse: true }].map((options) => ['lists', options, ...bitsOf(listed, options)]);
  return JSON.stringify([
    ...specs.map((spec) => [spec.layers[1], spec.loss, spec.optimizer?.name, ...bitsOf(spec)]),
    ...lists,
  ]);
}

function bitsOf(spec: ProgramSpec, options: RowOptions = {}): [number, number[][]] {
  const program = makeProgram(spec);
  const rows = makeSamples(program, 23, 1, options);
  const runner = createRunner(program, makeState(program, 2), { samples: rows, batchSize: 4, seed: 3 });
  const { optimizer } = program;
  for (const firstStep of [0, 6]) runner.train({ order: inOrder(23), from: 0, to: 6, firstStep, optimizer });
  return [runner.evaluate().loss, runner.read().weights.map((weight) => [...weight])];
}
