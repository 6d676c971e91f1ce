// Programs, weights and data made up from a seed, for tests that compare two ways of computing the same.
import { createRandom, expression, type Random } from '@mlp-lab/core/formulas';
import type {
  ActivationFunction,
  Metric,
  Program,
  ProgramLayer,
  ProgramOptimizer,
  ProgramSamples,
  ProgramState,
} from '../program';
import { initialSlots, optimizerOf } from './optimizers';

/** One of each. */
export const activations: ActivationFunction[] = [
  { name: 'relu' },
  { name: 'relu', max: 0.4 },
  { name: 'leakyRelu', alpha: 0.3 },
  { name: 'thresholdedRelu', theta: 0.1 },
  { name: 'sigmoid' },
  { name: 'hardSigmoid' },
  { name: 'tanh' },
  { name: 'elu' },
  { name: 'selu' },
  { name: 'softplus' },
  { name: 'softsign' },
  { name: 'swish' },
  { name: 'mish' },
  { name: 'gelu' },
];

/** Activations as formulas: one of each operator. */
export const expressions: ActivationFunction[] = [
  expression((x, { sigmoid }) => x.mul(sigmoid(x))),
  expression((x, { tanh }) => tanh(x.div(2)).mul(1.7)), // kept by its output
  expression(
    (
      x,
      { tanh, constant }, // gelu's approximation
    ) =>
      constant(0.5)
        .mul(x)
        .mul(tanh(x.add(x.square().mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI))).add(1)),
  ),
  expression((x, { erf }) => x.mul(erf(x).add(1))),
  expression((x, { sqrt }) => x.add(sqrt(x.square().add(4))).div(2)),
  expression((x, { where, expm1, softplus }) => where(x.greater(0.1), softplus(x), expm1(x.sub(0.2)))),
  expression((x, { maximum, minimum }) => minimum(maximum(x.neg(), -0.3), x.abs())),
  expression((x, { log, exp, log1p }) => log(x.square().add(0.3)).sub(log1p(exp(x.neg()).div(3)))),
  expression((x) => x.div(x.abs().add(1))),
].map((written) => ({ name: 'expression', expression: written }));

/** A layer as a test asks for it: widths and parameters are filled in as the chain goes. */
export type LayerSpec =
  | { kind: 'dense'; outputs: number; bias?: boolean; l1?: number; l2?: number; trainable?: boolean }
  | { kind: 'activation'; function: Extract<ProgramLayer, { kind: 'activation' }>['function'] }
  | { kind: 'prelu'; shared?: boolean }
  | { kind: 'maxout'; pieces: number }
  /** What the layers give, brought to the width of what they receive, and that added. */
  | { kind: 'residual'; layers: readonly LayerSpec[] }
  | { kind: 'softmax' }
  | { kind: 'batchNormalization' | 'layerNormalization'; scale?: boolean; center?: boolean }
  | { kind: 'dropout' | 'alphaDropout'; rate: number }
  | { kind: 'gaussianNoise' | 'gaussianDropout'; deviation: number };

export interface ProgramSpec {
  inputWidth: number;
  layers: readonly LayerSpec[];
  loss: Program['loss'];
  targets?: Program['targets'];
  metrics?: readonly Metric['kind'][];
  optimizer?: ProgramOptimizer;
}

export function makeProgram(spec: ProgramSpec): Program {
  const {
    inputWidth,
    loss,
    targets = 'values',
    metrics = [],
    optimizer = optimizerOf({ name: 'sgd', learningRate: 0.1 }),
  } = spec;
  const parameters: Program['parameters'][number][] = [];
  const add = (name: string, shape: number[], options: { l1?: number; l2?: number; trainable?: boolean } = {}) => {
    const size = shape.reduce((product, length) => product * length, 1);
    parameters.push({ name, shape, size, trainable: true, l1: 0, l2: 0, ...options });
    return parameters.length - 1;
  };
  let width = inputWidth;
  let ordinal = 0;
  let skips = 0;
  const layers: ProgramLayer[] = [];
  for (const layer of spec.layers) addLayer(layer);
  const named = metrics.map((kind) => ({ name: kind, kind }));
  return { inputWidth, outputWidth: width, layers, parameters, loss, targets, metrics: named, optimizer };

  function addLayer(layer: LayerSpec): void {
    if (layer.kind !== 'residual') {
      layers.push(makeLayer(layer));
      return;
    }
    const kept = { width, skip: skips++ };
    layers.push({ kind: 'branch', ...kept });
    for (const inner of layer.layers) addLayer(inner);
    if (width !== kept.width) addLayer({ kind: 'dense', outputs: kept.width });
    layers.push({ kind: 'add', ...kept });
  }

  function makeLayer(layer: Exclude<LayerSpec, { kind: 'residual' }>): ProgramLayer {
    switch (layer.kind) {
      case 'maxout': {
        width /= layer.pieces;
        return { kind: 'maxout', width, pieces: layer.pieces };
      }
      case 'dense': {
        const { outputs, bias = true, l1 = 0, l2 = 0, trainable = true } = layer;
        const inputs = width;
        width = outputs;
        const kernel = add('kernel', [inputs, outputs], { l1, l2, trainable });
        return { kind: 'dense', inputs, outputs, kernel, ...(bias && { bias: add('bias', [outputs], { trainable }) }) };
      }
      case 'activation':
        return { kind: 'activation', width, function: layer.function };
      case 'prelu':
        return { kind: 'prelu', width, alpha: add('alpha', [layer.shared ? 1 : width]) };
      case 'softmax':
        return { kind: 'softmax', width };
      case 'batchNormalization':
      case 'layerNormalization': {
        const { scale = true, center = true } = layer;
        const own = { ...(scale && { gamma: add('gamma', [width]) }), ...(center && { beta: add('beta', [width]) }) };
        if (layer.kind === 'layerNormalization') return { kind: layer.kind, width, epsilon: 1e-3, ...own };
        const frozen = { trainable: false };
        const movingMean = add('movingMean', [width], frozen);
        return {
          kind: layer.kind,
          width,
          epsilon: 1e-3,
          momentum: 0.9,
          ...own,
          movingMean,
          movingVariance: add('movingVariance', [width], frozen),
        };
      }
      case 'dropout':
      case 'alphaDropout':
        return { kind: layer.kind, width, rate: layer.rate, deviation: 0, ordinal: ordinal++ };
      default:
        return { kind: layer.kind, width, rate: 0, deviation: layer.deviation, ordinal: ordinal++ };
    }
  }
}

/** Weights of a size at which signals neither die nor explode; fresh optimizer state. */
export function makeState(program: Program, seed: number): ProgramState {
  const random = createRandom(seed).stream('weights');
  return {
    weights: program.parameters.map(({ name, shape, size }, i) => weight(random.stream(i), name, shape, size)),
    slots: initialSlots(program),
    iterations: 0,
  };
}

function weight(random: Random, name: string, shape: readonly number[], size: number): Float32Array {
  if (name === 'kernel') return random.uniform(size, -1.2 / Math.sqrt(shape[0]), 1.2 / Math.sqrt(shape[0]));
  if (name === 'gamma' || name === 'movingVariance') return random.uniform(size, 0.5, 1.5);
  if (name === 'alpha') return random.uniform(size, 0.1, 0.4);
  return random.uniform(size, -0.3, 0.3);
}

export interface RowOptions {
  /** Bytes in place of floats: mostly 0, rarely above this. */
  bytes?: number;
  /** Floats of which most are 0. */
  sparse?: boolean;
  weighted?: boolean;
}

/** x of normal numbers or of bytes; y as loss and targets want it. */
export function makeSamples(
  program: Program,
  count: number,
  seed: number,
  { bytes, sparse, weighted }: RowOptions = {},
): ProgramSamples {
  const random = createRandom(seed);
  const { inputWidth, outputWidth, targets, loss } = program;
  const x = random.stream('x').normal(count * inputWidth);
  const uniform = random.stream('y').uniform(count * outputWidth);
  const labels = Int32Array.from({ length: count }, (_, row) => Math.floor(uniform[row] * outputWidth));
  const oneHot = Float32Array.from(uniform, (_, i) => Number(labels[Math.floor(i / outputWidth)] === i % outputWidth));
  const values =
    loss === 'categoricalCrossentropy' ? oneHot : loss === 'binaryCrossentropy' ? uniform.map(Math.round) : uniform;
  const asBytes = (most: number) =>
    Uint8Array.from(x, (value) => Math.max(0, Math.min(255, (most / 2) * (value - 0.8))));
  return {
    count,
    x: bytes ? asBytes(bytes) : sparse ? x.map((value) => (value > 0.8 ? value : 0)) : x,
    y: targets === 'labels' ? labels : values,
    ...(weighted && { weights: random.stream('weights').uniform(count, 0.2, 1.8) }),
  };
}

export const inOrder = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);
