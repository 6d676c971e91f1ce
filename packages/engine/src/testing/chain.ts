// Programs and data for tests, from a few words each.
import { createRandom } from '@mlp-lab/core/formulas';
import type {
  ActivationFunction,
  Loss,
  Metric,
  Parameter,
  Program,
  ProgramLayer,
  ProgramOptimizer,
  ProgramSamples,
  ProgramState,
} from '../program';
import { initialSlots, optimizerOf } from './optimizers';

export type Piece =
  | number
  | ActivationFunction
  | 'softmax'
  | 'prelu'
  | 'sharedPrelu'
  | 'batchNormalization'
  | 'layerNormalization'
  | { readonly noise: 'dropout' | 'alphaDropout' | 'gaussianNoise' | 'gaussianDropout'; readonly strength: number };

export interface ChainOptions {
  loss?: Loss;
  targets?: Program['targets'];
  optimizer?: ProgramOptimizer;
  metrics?: Metric[];
  bias?: boolean;
  l1?: number;
  l2?: number;
}

/** A program of dense layers (given as numbers, their widths) and the layers between them. */
export function chain(inputWidth: number, pieces: readonly Piece[], options: ChainOptions = {}): Program {
  const { loss = 'meanSquaredError', targets = 'values', bias = true, l1 = 0, l2 = 0, metrics = [] } = options;
  const { optimizer = optimizerOf({ name: 'sgd', learningRate: 1 }) } = options;
  const parameters: Parameter[] = [];
  const layers: ProgramLayer[] = [];
  let width = inputWidth;
  let ordinal = 0;
  const add = (name: string, shape: number[], trainable = true) =>
    parameters.push({ name, shape, size: shape.reduce((a, b) => a * b, 1), trainable, l1, l2 }) - 1;

  for (const piece of pieces) {
    if (typeof piece === 'number') {
      const kernel = add('kernel', [width, piece]);
      layers.push({
        kind: 'dense',
        inputs: width,
        outputs: piece,
        kernel,
        bias: bias ? add('bias', [piece]) : undefined,
      });
      width = piece;
    } else if (piece === 'softmax') layers.push({ kind: 'softmax', width });
    else if (piece === 'prelu') layers.push({ kind: 'prelu', width, alpha: add('alpha', [width]) });
    else if (piece === 'sharedPrelu') layers.push({ kind: 'prelu', width, alpha: add('alpha', [1]) });
    else if (piece === 'layerNormalization') {
      const [gamma, beta] = [add('gamma', [width]), add('beta', [width])];
      layers.push({ kind: piece, width, epsilon: 1e-3, gamma, beta });
    } else if (piece === 'batchNormalization') {
      const [gamma, beta] = [add('gamma', [width]), add('beta', [width])];
      const [movingMean, movingVariance] = [add('moving_mean', [width], false), add('moving_variance', [width], false)];
      layers.push({ kind: piece, width, epsilon: 1e-3, momentum: 0.9, gamma, beta, movingMean, movingVariance });
    } else if ('noise' in piece) {
      const drops = piece.noise === 'dropout' || piece.noise === 'alphaDropout';
      const [rate, deviation] = drops ? [piece.strength, 0] : [0, piece.strength];
      layers.push({ kind: piece.noise, width, rate, deviation, ordinal: ordinal++ });
    } else layers.push({ kind: 'activation', width, function: piece });
  }
  return { inputWidth, outputWidth: width, layers, parameters, loss, targets, metrics, optimizer };
}

/** Weights that are neither large nor alike; slots at `slot`. */
export function initialState(program: Program, seed = 1, slot = 0): ProgramState {
  const random = createRandom(seed);
  const weights = program.parameters.map(({ name, shape, size }, i) => {
    const values = random.stream(i);
    if (name === 'kernel') return values.uniform(size, -1.5 / Math.sqrt(shape[0]), 1.5 / Math.sqrt(shape[0]));
    if (name === 'gamma' || name === 'moving_variance') return values.uniform(size, 0.5, 1.5);
    return values.uniform(size, -0.3, 0.3);
  });
  return { weights, slots: initialSlots(program, slot), iterations: 0 };
}

/** Rows of numbers from -1 to 1, of which a share is 0, and targets that suit the loss. */
export function randomSamples(program: Program, count: number, { zeros = 0, seed = 2 } = {}): ProgramSamples {
  const random = createRandom(seed);
  const { inputWidth, outputWidth } = program;
  const kept = random.stream('kept').uniform(count * inputWidth);
  const x = random.stream('x').uniform(count * inputWidth, -1, 1);
  const y = random.stream('y').uniform(count * outputWidth);
  const labels = Int32Array.from(random.stream('labels').uniform(count), (u) => Math.floor(u * outputWidth));
  return { count, x: x.map((value, i) => (kept[i] < zeros ? 0 : value)), y: program.targets === 'labels' ? labels : y };
}

/** 0, 1, … count - 1. */
export const inOrder = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);
