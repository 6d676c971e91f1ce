import { MlpLabError } from '@mlp-lab/core';
import { createRandom, trainingStreams } from '@mlp-lab/core/formulas';
import { describe, expect, it } from 'vitest';
import { dropThreshold, type Program, type ProgramOptimizer, type ProgramSamples, type ProgramState } from '../program';
import { type ChainOptions, chain, initialState, inOrder, type Piece, randomSamples } from '../testing/chain';
import { initialSlots, optimizerOf } from '../testing/optimizers';
import { createRunner } from './create-runner';
import { predictSamples } from './predict-samples';

const SEED = 5;
const STILL = optimizerOf({ name: 'sgd', learningRate: 0 });

/** One step on all rows: the loss before it and the state after it. */
function oneStep(program: Program, state: ProgramState, rows: ProgramSamples, optimizer = program.optimizer) {
  const runner = createRunner(program, state, { batchSize: rows.count, seed: SEED, samples: rows });
  const sums = runner.train({ order: inOrder(rows.count), from: 0, to: 1, firstStep: 3, optimizer });
  return { loss: sums.loss / rows.count, metrics: sums.metrics, after: runner.read() };
}

/** dL/dw of every parameter: what SGD with rate 1 takes off. */
function gradients(program: Program, state: ProgramState, rows: ProgramSamples): Float32Array[] {
  const { after } = oneStep(program, state, rows, optimizerOf({ name: 'sgd', learningRate: 1 }));
  return state.weights.map((w, i) => w.map((value, j) => value - after.weights[i][j]));
}

/** The worst distance between gradients and central differences of the loss, relative to the greatest gradient. */
function worstGradient(program: Program, rows: ProgramSamples, state = initialState(program)): number {
  const found = gradients(program, state, rows);
  const runner = createRunner(program, state, { batchSize: rows.count, seed: SEED, samples: rows });
  const slice = { order: inOrder(rows.count), from: 0, to: 1, firstStep: 3, optimizer: STILL };
  const step = 2 ** -6;
  let worst = 0;
  program.parameters.forEach((parameter, p) => {
    if (!parameter.trainable) return;
    const size = Math.max(...found[p].map(Math.abs), 1e-3);
    for (let j = 0; j < parameter.size; j += Math.ceil(parameter.size / 12)) {
      const lossAt = (shift: number) => {
        const weights = state.weights.map((w) => w.slice());
        weights[p][j] += shift;
        runner.write({ ...state, weights });
        return runner.train(slice).loss / rows.count;
      };
      const expected = (lossAt(step) - lossAt(-step)) / (2 * step);
      worst = Math.max(worst, Math.abs(found[p][j] - expected) / size);
    }
  });
  return worst;
}

// The loss is a sum of floats, good to about 1e-7; its difference over 2 · 2⁻⁶ to 1e-5, and the step bends it by about as much.
const TOLERANCE = 4e-3;

describe('gradients agree with central differences of the loss', () => {
  const cases: [string, readonly Piece[], ChainOptions?][] = [
    ['dense layers of odd widths', [7, { name: 'tanh' }, 3, { name: 'tanh' }, 1]],
    ['dense layers without bias', [7, { name: 'tanh' }, 5], { bias: false }],
    ['a layer of 257', [257, { name: 'sigmoid' }, 6]],
    ['a layer of 50', [50, { name: 'swish' }, 50, { name: 'softsign' }, 10]],
    ['elu, selu and softplus', [6, { name: 'elu' }, 6, { name: 'selu' }, 6, { name: 'softplus' }, 3]],
    ['mish, gelu and swish', [6, { name: 'mish' }, 6, { name: 'gelu' }, 6, { name: 'swish' }, 3]],
    ['an activation on the input', [{ name: 'tanh' }, 4]],
    ['batch normalization', [6, 'batchNormalization', { name: 'tanh' }, 4]],
    ['batch normalization of the input', ['batchNormalization', 4]],
    ['layer normalization', [6, 'layerNormalization', { name: 'tanh' }, 4]],
    ['layer normalization at the end', [9, { name: 'tanh' }, 5, 'layerNormalization']],
    ['dropout', [30, { name: 'tanh' }, { noise: 'dropout', strength: 0.3 }, 4]],
    ['alpha dropout', [30, { name: 'tanh' }, { noise: 'alphaDropout', strength: 0.3 }, 4]],
    [
      'Gaussian noise and dropout',
      [9, { noise: 'gaussianNoise', strength: 0.3 }, 7, { noise: 'gaussianDropout', strength: 0.5 }, 2],
    ],
    ['softmax in the middle', [6, 'softmax', 4]],
    ['L2', [6, { name: 'tanh' }, 4], { l2: 0.05 }],
    ['softmax and crossentropy', [9, { name: 'tanh' }, 6, 'softmax'], { loss: 'categoricalCrossentropy' }],
    [
      'softmax and crossentropy of labels',
      [9, { name: 'tanh' }, 6, 'softmax'],
      { loss: 'categoricalCrossentropy', targets: 'labels' },
    ],
    [
      'sigmoid and crossentropy of labels',
      [9, 6, { name: 'sigmoid' }],
      { loss: 'categoricalCrossentropy', targets: 'labels' },
    ],
    ['sigmoid and crossentropy', [9, 6, { name: 'sigmoid' }], { loss: 'categoricalCrossentropy' }],
    ['binary crossentropy', [9, { name: 'tanh' }, 3, { name: 'sigmoid' }], { loss: 'binaryCrossentropy' }],
    ['softmax and squared error', [9, 6, 'softmax'], { loss: 'meanSquaredError' }],
  ];
  it.each(cases)('%s', (_, pieces, options) => {
    const program = chain(11, pieces, options);
    expect(worstGradient(program, randomSamples(program, 13))).toBeLessThan(TOLERANCE);
  });

  it('on sparse rows', () => {
    const program = chain(41, [9, { name: 'tanh' }, 5]);
    expect(worstGradient(program, randomSamples(program, 13, { zeros: 0.8 }))).toBeLessThan(TOLERANCE);
  });

  it('on sparse rows with few values and a nonzero background', () => {
    const program = chain(41, [57, { name: 'tanh' }, 5]);
    const rows = randomSamples(program, 13, { zeros: 0.8 });
    const x = Float32Array.from(rows.x, (value) => Math.round(value * 4) / 4 - 0.4);
    expect(worstGradient(program, { ...rows, x })).toBeLessThan(TOLERANCE);
  });

  it('for absolute errors, none of them near 0', () => {
    const program = chain(11, [9, { name: 'tanh' }, 2, { name: 'tanh' }], { loss: 'meanAbsoluteError' });
    const rows = randomSamples(program, 13);
    const y = Float32Array.from(rows.y, (value) => (value < 0.5 ? -1 : 1));
    expect(worstGradient(program, { ...rows, y })).toBeLessThan(TOLERANCE);
  });

  it('for L1, with no weight near 0', () => {
    const program = chain(2, [3, { name: 'tanh' }, 2], { l1: 0.1 });
    const state = initialState(program);
    const weights = state.weights.map((w) => w.map((value) => value + Math.sign(value) * 0.1));
    expect(worstGradient(program, randomSamples(program, 5), { ...state, weights })).toBeLessThan(TOLERANCE);
  });

  it('with sample weights', () => {
    const program = chain(5, [9, { name: 'tanh' }, 5]);
    const rows = randomSamples(program, 4);
    expect(worstGradient(program, { ...rows, weights: Float32Array.of(0, 1, 2.5, 0.5) })).toBeLessThan(TOLERANCE);
  });

  // Kinks: a central difference across one is neither slope, so the rows and weights are such that none is near.
  it.each<Piece>([
    { name: 'relu' },
    { name: 'relu', max: 0.5 },
    { name: 'leakyRelu', alpha: 0.3 },
    { name: 'leakyRelu', alpha: -0.3 },
    { name: 'thresholdedRelu', theta: 0.2 },
    { name: 'hardSigmoid' },
    'prelu',
    'sharedPrelu',
  ])('with %o', (piece) => {
    const program = chain(3, [5, piece, 2]);
    const rows = { ...randomSamples(program, 2), x: Float32Array.of(1, 0.5, -1, -0.5, 1, 0.25) };
    expect(worstGradient(program, rows)).toBeLessThan(TOLERANCE);
  });
});

/** [n, inputs] × [inputs, outputs] + bias, in doubles. */
function plainDense(x: ArrayLike<number>, inputs: number, kernel: Float32Array, bias: Float32Array): number[] {
  const outputs = bias.length;
  return Array.from({ length: (x.length / inputs) * outputs }, (_, i) => {
    const row = Math.floor(i / outputs);
    let sum = bias[i % outputs];
    for (let k = 0; k < inputs; k++) sum += x[row * inputs + k] * kernel[k * outputs + (i % outputs)];
    return sum;
  });
}

const predictions = (...given: Parameters<typeof createRunner>) =>
  predictSamples(createRunner(...given).instance, given[2].samples.count);

describe('predict', () => {
  it.each([1, 3, 4, 50, 64, 257, 1000])('gives the outputs of a layer of width %i', (width) => {
    const program = chain(30, [width]);
    const state = initialState(program);
    const rows = randomSamples(program, 9);
    const got = predictions(program, state, { batchSize: 7, seed: 0, samples: rows });
    const expected = plainDense(rows.x, 30, state.weights[0], state.weights[1]);
    expected.forEach((value, i) => {
      expect(got[i]).toBeCloseTo(value, 5);
    });
  });

  it.each([0, 0.5, 0.9])('gives the same for bytes, a fraction %d of them 0, as for equal floats', (zeros) => {
    const program = chain(700, [50, { name: 'relu' }, 4]);
    const rows = randomSamples(program, 40, { zeros });
    const bytes = Uint8Array.from(rows.x, (value) => Math.round(Math.abs(value) * 255));
    const state = initialState(program);
    const predict = (x: ProgramSamples['x']) =>
      predictions(program, state, { batchSize: 7, seed: 0, samples: { count: 40, x } });
    expect(predict(bytes)).toEqual(predict(Float32Array.from(bytes)));
  });

  it('gives a row the same bits at any index of a batch of any size', () => {
    const program = chain(30, [50, { name: 'gelu' }, 'layerNormalization', 9, 'softmax']);
    const { x } = randomSamples(program, 100);
    const predict = (batchSize: number, from: number, count: number) =>
      predictions(program, initialState(program), {
        batchSize,
        seed: 0,
        samples: { count, x: x.subarray(from * 30, (from + count) * 30) },
      });
    const all = predict(100, 0, 100);
    expect(predict(33, 0, 100)).toEqual(all);
    expect(predict(1, 71, 1)).toEqual(all.slice(71 * 9, 72 * 9));
  });
});

describe('evaluate', () => {
  const labels = {
    loss: 'categoricalCrossentropy',
    targets: 'labels',
    metrics: [{ name: 'acc', kind: 'categoricalAccuracy' }],
  } as const;

  it('gives crossentropy and accuracy for labels', () => {
    const program = chain(3, [3, 'softmax'], { ...labels, metrics: [...labels.metrics] });
    const identity = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    const state = { weights: [identity, new Float32Array(3)], slots: [[], []], iterations: 0 };
    const rows = { count: 2, x: Float32Array.of(2, 1, 0, 0, 3, 3), y: Int32Array.of(1, 1) };
    const sums = createRunner(program, state, { batchSize: 2, seed: 0, samples: rows }).evaluate();
    const first = Math.log(Math.exp(1) + Math.exp(0) + Math.exp(-1));
    const second = Math.log(2 + Math.exp(-3));
    expect(sums.loss).toBeCloseTo(first + second, 5);
    expect(sums.metrics).toEqual([1]); // the tie of the second row goes to the first class
    expect(sums.count).toBe(2);
  });

  it('clips a probability of 0 to 1e-7, as Keras does', () => {
    const program = chain(2, [2, 'softmax'], { ...labels, metrics: [...labels.metrics] });
    const state = { weights: [Float32Array.of(100, 0, 0, 100), new Float32Array(2)], slots: [[], []], iterations: 0 };
    const rows = { count: 1, x: Float32Array.of(1, 0), y: Int32Array.of(1) };
    expect(createRunner(program, state, { batchSize: 1, seed: 0, samples: rows }).evaluate().loss).toBeCloseTo(
      -Math.log(1e-7),
      4,
    );
    expect(gradients(program, state, rows).flatMap((g) => [...g])).toEqual(new Array(6).fill(0));
  });

  it('gives as many metrics as the program has', () => {
    const metrics = Array.from({ length: 40 }, (_, i) => ({ ...labels.metrics[0], name: `acc_${i}` }));
    const program = chain(30, [8, { name: 'relu' }, 5, 'softmax'], { ...labels, metrics });
    const rows = randomSamples(program, 50);
    const { metrics: sums } = createRunner(program, initialState(program), {
      batchSize: 7,
      seed: 0,
      samples: rows,
    }).evaluate();
    expect(sums).toEqual(new Array(40).fill(sums[0]));
    expect(sums[0]).toBeGreaterThan(0);
  });

  it('gives the same for one-hot rows as for labels', () => {
    const byLabels = chain(30, [8, { name: 'relu' }, 5, 'softmax'], { ...labels, metrics: [...labels.metrics] });
    const rows = randomSamples(byLabels, 50);
    const oneHot = new Float32Array(50 * 5);
    rows.y.forEach((label, i) => {
      oneHot[i * 5 + label] = 1;
    });
    const state = initialState(byLabels);
    const run = (program: Program, y: ProgramSamples['y']) =>
      createRunner(program, state, { batchSize: 7, seed: 0, samples: { ...rows, y } }).evaluate();
    expect(run({ ...byLabels, targets: 'values' }, oneHot)).toEqual(run(byLabels, rows.y));
  });

  it('computes every loss as a metric, and binary accuracy', () => {
    const kinds = [
      'meanSquaredError',
      'meanAbsoluteError',
      'binaryCrossentropy',
      'categoricalCrossentropy',
      'binaryAccuracy',
    ] as const;
    const program = chain(2, [2], { metrics: kinds.map((kind) => ({ name: kind, kind })), bias: false });
    const state = { weights: [Float32Array.of(1, 0, 0, 1)], slots: [[]], iterations: 0 };
    const rows = { count: 1, x: Float32Array.of(0.8, 0.6), y: Float32Array.of(1, 0) };
    const { metrics, loss } = createRunner(program, state, { batchSize: 1, seed: 0, samples: rows }).evaluate();
    const expected = [0.2, 0.4, -(Math.log(0.8) + Math.log(0.4)) / 2, -Math.log(0.8 / 1.4), 0.5];
    expected.forEach((value, i) => {
      expect(metrics[i]).toBeCloseTo(value, 6);
    });
    expect(loss).toBeCloseTo(0.2, 6);
  });

  it('normalizes by the moving statistics, which training updated', () => {
    const program = chain(2, ['batchNormalization'], { optimizer: optimizerOf({ name: 'sgd', learningRate: 0 }) });
    const weights = [
      [1, 1],
      [0, 0],
      [0, 0],
      [1, 1],
    ].map((values) => Float32Array.from(values));
    const rows = { count: 2, x: Float32Array.of(1, 10, 3, 30), y: new Float32Array(4) };
    const { after } = oneStep(program, { weights, slots: [[], []], iterations: 0 }, rows);
    expect([...after.weights[2]]).toEqual([0.2, 2].map(Math.fround)); // 0.9 · 0 + 0.1 · mean
    expect(after.weights[3][0]).toBeCloseTo(0.9 + 0.1 * 1, 6);
    expect(after.weights[3][1]).toBeCloseTo(0.9 + 0.1 * 100, 5);
    const one = { count: 1, x: Float32Array.of(5, 5) };
    const [first] = predictions(program, after, { batchSize: 2, seed: 0, samples: one });
    expect(first).toBeCloseTo((5 - 0.2) / Math.sqrt(1 + 1e-3), 5);
  });
});

describe('noise comes from the training streams', () => {
  const COUNT = 6;
  const WIDTH = 7;

  /** What a noise layer makes of rows of ones: with squared errors from 0 as the loss, the bias's gradient is 2 y / (n · width). */
  function noisy(noise: Extract<Piece, { noise: string }>, x: number): number[] {
    const program = chain(WIDTH, [WIDTH, noise, { name: 'softsign' }, WIDTH], {
      optimizer: optimizerOf({ name: 'sgd', learningRate: 1 }),
    });
    const outputs: number[] = [];
    for (let row = 0; row < COUNT; row++)
      for (let column = 0; column < WIDTH; column++) outputs.push(element(program, row, column, x));
    return outputs;
  }

  /** One element after the noise, found by the loss: the last kernel picks its column, sample weights its row. */
  function element(program: Program, row: number, column: number, x: number): number {
    const state = initialState(program);
    const [kernel, bias, pick, last] = state.weights;
    kernel.fill(0);
    bias.fill(x);
    last.fill(0);
    pick.fill(0);
    pick[column * WIDTH + column] = 1;
    const weights = new Float32Array(COUNT);
    weights[row] = 1;
    const rows = {
      count: COUNT,
      x: new Float32Array(COUNT * WIDTH).fill(1),
      y: new Float32Array(COUNT * WIDTH),
      weights,
    };
    const { loss } = oneStep(program, state, rows, optimizerOf({ name: 'sgd', learningRate: 0 }));
    const size = Math.sqrt(loss * COUNT * WIDTH); // |softsign(y)|
    return size / (1 - size);
  }

  it('drops the elements that the random words select', () => {
    const rate = 0.4;
    const words = trainingStreams(SEED)
      .noise(0, 3)
      .bits(COUNT * WIDTH);
    const got = noisy({ noise: 'dropout', strength: rate }, 1);
    words.forEach((word, i) => {
      expect(got[i]).toBeCloseTo(word >= dropThreshold(rate) ? 1 / (1 - rate) : 0, 4);
    });
  });

  it('adds normally distributed numbers made of the random words', () => {
    const normals = trainingStreams(SEED)
      .noise(0, 3)
      .normal(COUNT * WIDTH, 0, 0.5);
    const got = noisy({ noise: 'gaussianNoise', strength: 0.5 }, 3); // never below 0 here
    normals.forEach((normal, i) => {
      expect(got[i]).toBeCloseTo(3 + normal, 3);
    });
  });

  it('differs at each step, and is absent from evaluate', () => {
    const program = chain(20, [{ noise: 'dropout', strength: 0.5 }, 4], {
      optimizer: optimizerOf({ name: 'sgd', learningRate: 0 }),
    });
    const rows = randomSamples(program, 8);
    const state = initialState(program);
    const runner = createRunner(program, state, { batchSize: 4, seed: SEED, samples: rows });
    const train = (firstStep: number) =>
      runner.train({ order: inOrder(8), from: 0, to: 1, firstStep, optimizer: program.optimizer }).loss;
    expect(train(0)).not.toBe(train(1));
    expect(train(0)).toBe(train(0));
    const plain = createRunner(chain(20, [4]), state, { batchSize: 4, seed: SEED, samples: rows });
    expect(runner.evaluate()).toEqual(plain.evaluate());
  });
});

describe('optimizers', () => {
  const moments = { learningRate: 0.01, beta1: 0.9, beta2: 0.99, epsilon: 1e-3 };
  // By the rules of Keras 3 and, for names in capitals, of TensorFlow.js, in doubles; t counts from 1.
  type Rule = (w: number, g: number, s: number[], t: number) => number;
  const adamRule: Rule = (w, g, s, t) => {
    s[0] += (g - s[0]) * 0.1;
    s[1] += (g * g - s[1]) * 0.01;
    return w - (s[0] * 0.01 * Math.sqrt(1 - 0.99 ** t)) / (1 - 0.9 ** t) / (Math.sqrt(s[1]) + 1e-3);
  };
  const cases: [ProgramOptimizer, Rule][] = [
    [optimizerOf({ name: 'sgd', learningRate: 0.1 }), (w, g) => w - 0.1 * g],
    [
      optimizerOf({ name: 'momentum', learningRate: 0.1, momentum: 0.9 }),
      (w, g, s) => {
        s[0] = 0.9 * s[0] - 0.1 * g;
        return w + s[0];
      },
    ],
    [
      optimizerOf({ name: 'nesterov', learningRate: 0.1, momentum: 0.9 }),
      (w, g, s) => {
        s[0] = 0.9 * s[0] - 0.1 * g;
        return w + 0.9 * s[0] - 0.1 * g;
      },
    ],
    [
      optimizerOf({ name: 'adagrad', learningRate: 0.1, initialAccumulator: 0.1, epsilon: 1e-3 }),
      (w, g, s) => {
        s[0] += g * g;
        return w - (0.1 * g) / Math.sqrt(s[0] + 1e-3);
      },
    ],
    [
      optimizerOf({ name: 'adadelta', learningRate: 1, rho: 0.9, epsilon: 1e-3 }),
      (w, g, s) => {
        s[0] = 0.9 * s[0] + 0.1 * g * g;
        const change = (Math.sqrt(s[1] + 1e-3) * g) / Math.sqrt(s[0] + 1e-3);
        s[1] = 0.9 * s[1] + 0.1 * change * change;
        return w - change;
      },
    ],
    [
      optimizerOf({ name: 'rmsprop', learningRate: 0.01, rho: 0.9, epsilon: 1e-3 }),
      (w, g, s) => {
        s[0] = 0.9 * s[0] + 0.1 * g * g;
        return w - (0.01 * g) / Math.sqrt(s[0] + 1e-3);
      },
    ],
    [optimizerOf({ name: 'adam', ...moments }), adamRule],
    [
      optimizerOf({ name: 'Adam', ...moments }),
      (w, g, s, t) => {
        s[0] = 0.9 * s[0] + 0.1 * g;
        s[1] = 0.99 * s[1] + 0.01 * g * g;
        const [m, v] = [s[0] / (1 - 0.9 ** t), s[1] / (1 - 0.99 ** t)];
        return w - (0.01 * m) / (Math.sqrt(v) + 1e-3);
      },
    ],
    [
      optimizerOf({ name: 'adamax', ...moments }),
      (w, g, s, t) => {
        s[0] += (g - s[0]) * 0.1;
        s[1] = Math.max(0.99 * s[1], Math.abs(g));
        return w - (0.01 * s[0]) / ((1 - 0.9 ** t) * (s[1] + 1e-3));
      },
    ],
    [
      optimizerOf({ name: 'nadam', ...moments }),
      (w, g, s, t) => {
        const at = (step: number) => 0.9 * (1 - 0.5 * 0.96 ** step);
        const product = Array.from({ length: t }, (_, i) => at(i + 1)).reduce((a, b) => a * b, 1);
        s[0] += (g - s[0]) * 0.1;
        s[1] += (g * g - s[1]) * 0.01;
        const mean = (at(t + 1) * s[0]) / (1 - product * at(t + 1)) + ((1 - at(t)) * g) / (1 - product);
        return w - (0.01 * mean) / (Math.sqrt(s[1] / (1 - 0.99 ** t)) + 1e-3);
      },
    ],
    [
      optimizerOf({ name: 'adamw', ...moments, weightDecay: 0.1 }),
      (w, g, s, t) => adamRule(w - w * 0.1 * 0.01, g, s, t),
    ],
    [
      optimizerOf({ name: 'Momentum', learningRate: 0.1, momentum: 0.9, useNesterov: 0 }),
      (w, g, s) => {
        s[0] = 0.9 * s[0] + g;
        return w - 0.1 * s[0];
      },
    ],
    [
      optimizerOf({ name: 'Momentum', learningRate: 0.1, momentum: 0.9, useNesterov: 1 }),
      (w, g, s) => {
        s[0] = 0.9 * s[0] + g;
        return w - 0.1 * (g + 0.9 * s[0]);
      },
    ],
    [
      optimizerOf({ name: 'RMSProp', learningRate: 0.01, decay: 0.9, momentum: 0.5, epsilon: 1e-3, centered: 0 }),
      (w, g, s) => {
        s[0] = 0.9 * s[0] + 0.1 * g * g;
        s[1] = 0.5 * s[1] + (0.01 * g) / Math.sqrt(s[0] + 1e-3);
        return w - s[1];
      },
    ],
    [
      optimizerOf({ name: 'RMSProp', learningRate: 0.01, decay: 0.9, momentum: 0.5, epsilon: 1e-3, centered: 1 }),
      (w, g, s) => {
        s[0] = 0.9 * s[0] + 0.1 * g * g;
        s[2] = 0.9 * s[2] + 0.1 * g;
        s[1] = 0.5 * s[1] + (0.01 * g) / Math.sqrt(s[0] - s[2] * s[2] + 1e-3);
        return w - s[1];
      },
    ],
    [
      optimizerOf({ name: 'Adagrad', learningRate: 0.1, initialAccumulatorValue: 0.1 }),
      (w, g, s) => {
        s[0] += g * g;
        return w - (0.1 * g) / Math.sqrt(s[0] + 1e-7);
      },
    ],
    [
      optimizerOf({ name: 'Adadelta', learningRate: 0.1, rho: 0.9, epsilon: 1e-3 }),
      (w, g, s) => {
        const change = (Math.sqrt(s[1] + 1e-3) * g) / Math.sqrt(s[0] + 1e-3);
        s[0] = 0.9 * s[0] + 0.1 * g * g;
        s[1] = 0.9 * s[1] + 0.1 * change * change;
        return w - 0.1 * change;
      },
    ],
    [
      optimizerOf({ name: 'Adamax', ...moments, decay: 0.5 }),
      (w, g, s, t) => {
        s[0] = 0.9 * s[0] + 0.1 * g;
        s[1] = Math.max(0.99 * s[1], Math.abs(g));
        return w - ((0.01 / (1 + 0.5 * (t - 1))) * s[0]) / ((1 - 0.9 ** t) * (s[1] + 1e-3));
      },
    ],
  ];

  it.each(cases)('$name', (optimizer, rule) => {
    // One input of 1, targets of 0 and squared errors: the gradient of the bias is w + b, of the kernel too.
    const program = chain(1, [2], { optimizer });
    const start = initialSlots(program)[0].map(([value]) => value);
    const state = initialState(program, 1);
    state.slots = initialSlots(program);
    const rows = { count: 1, x: Float32Array.of(1), y: new Float32Array(2) };
    const runner = createRunner(program, state, { batchSize: 1, seed: 0, samples: rows });
    const [kernel, bias] = state.weights.map((w) => [...w]);
    const slots = Array.from({ length: 4 }, () => [...start]);
    for (let t = 1; t <= 20; t++) {
      runner.train({ order: inOrder(1), from: 0, to: 1, firstStep: t, optimizer });
      for (const j of [0, 1]) {
        const gradient = kernel[j] + bias[j]; // 2 · error / 2 outputs
        kernel[j] = rule(kernel[j], gradient, slots[j], t);
        bias[j] = rule(bias[j], gradient, slots[2 + j], t);
      }
    }
    const after = runner.read();
    expect(after.iterations).toBe(20);
    // 20 steps of float32, and corrections such as 1 - 0.99^t, of which float32 (Keras's as well) keeps five digits
    [...kernel, ...bias].forEach((value, i) => {
      expect([...after.weights[0], ...after.weights[1]][i]).toBeCloseTo(value, 4);
    });
    after.slots[0].forEach((slot, k) => {
      expect(slot[0]).toBeCloseTo(slots[0][k], 5);
    });
  });

  it.each(cases.filter(([{ rule }]) => rule.slots.length > 0))(
    '$name forgets in the end, without denormal floats',
    (optimizer) => {
      // The second input is used by the first row only, and that row in the first of very many steps only.
      const program = chain(2, [1], { optimizer });
      const rows = {
        count: 64,
        x: Float32Array.from({ length: 128 }, (_, i) => Number(i < 2 || i % 2 === 0)),
        y: new Float32Array(64),
      };
      const runner = createRunner(program, initialState(program, 1, 0.1), { batchSize: 1, seed: 0, samples: rows });
      for (let turn = 0; turn < 300; turn++) {
        const order = turn === 0 ? inOrder(64) : new Uint32Array(64).fill(1);
        runner.train({ order, from: 0, to: 64, firstStep: 1 + turn * 64, optimizer });
        const moments = runner.read().slots.flatMap((slots) => slots.flatMap((slot) => [...slot]));
        for (const moment of moments) expect(moment === 0 || Math.abs(moment) > 2 ** -126).toBe(true);
      }
      const [first] = runner.read().slots[0];
      if (optimizer.name.toLowerCase().endsWith('adagrad'))
        expect(first[1]).toBeGreaterThan(0.1); // it remembers everything
      else expect(first[1]).toBe(0);
    },
  );
});

describe('a run', () => {
  const program = chain(
    40,
    [50, { name: 'relu' }, 'batchNormalization', { noise: 'dropout', strength: 0.2 }, 7, 'softmax'],
    {
      loss: 'categoricalCrossentropy',
      targets: 'labels',
      metrics: [{ name: 'acc', kind: 'categoricalAccuracy' }],
      optimizer: optimizerOf({ name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }),
    },
  );
  const rows = randomSamples(program, 101, { zeros: 0.7 });
  const { optimizer } = program;
  const order = createRandom(1).permutation(101);
  const runner = (state = initialState(program)) =>
    createRunner(program, state, { batchSize: 16, seed: SEED, samples: rows });

  it('counts every row of an epoch once, including a short last batch', () => {
    const sums = runner().train({ order, from: 0, to: 7, firstStep: 0, optimizer });
    expect(sums.count).toBe(101);
    expect(runner().train({ order, from: 6, to: 7, firstStep: 0, optimizer }).count).toBe(5);
  });

  it('gives the same bits in one call, in many, and when resumed from a copy of its state', () => {
    const whole = runner();
    whole.train({ order, from: 0, to: 7, firstStep: 0, optimizer });
    const first = runner();
    first.train({ order, from: 0, to: 3, firstStep: 0, optimizer });
    const second = runner(first.read());
    for (let batch = 3; batch < 7; batch++)
      second.train({ order, from: batch, to: batch + 1, firstStep: 0, optimizer });
    expect(second.read()).toEqual(whole.read());
  });

  it('returns to a state that was read before', () => {
    const one = runner();
    const before = one.read();
    one.train({ order, from: 0, to: 7, firstStep: 0, optimizer });
    one.write(before);
    expect(one.read()).toEqual(before);
    expect(before).toEqual(initialState(program));
  });

  it('learns a separable problem', () => {
    const one = runner();
    const losses = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(
      (epoch) => one.train({ order, from: 0, to: 7, firstStep: epoch * 7, optimizer }).loss,
    );
    expect(losses[9]).toBeLessThan(losses[0] / 2);
    expect(one.evaluate().metrics[0]).toBeGreaterThan(80);
  });

  it('stops after the batch whose loss is not finite', () => {
    const weights = rows.count;
    const broken = { ...rows, weights: new Float32Array(weights).fill(1) };
    broken.weights[order[16 * 2 + 3]] = Number.NaN;
    const one = createRunner(program, initialState(program), { batchSize: 16, seed: SEED, samples: broken });
    const result = one.train({ order, from: 0, to: 7, firstStep: 0, optimizer });
    expect(result.divergedAt).toBe(2);
    expect(result.count).toBe(48);
  });

  it('validates on other samples as it would evaluate them', () => {
    const validation = randomSamples(program, 33, { seed: 2, zeros: 0.7 });
    const options = { batchSize: 16, seed: SEED };
    const one = createRunner(program, initialState(program), { ...options, samples: rows, validation });
    const expected = createRunner(program, initialState(program), { ...options, samples: validation }).evaluate();
    expect(one.validate()).toEqual(expected);
    expect(one.evaluate()).toEqual(runner().evaluate());
    expect(one.validate()).toEqual(expected);
  });

  it('validates on full rows when the training rows are lists', () => {
    const validation = randomSamples(program, 33, { seed: 2 });
    const options = { batchSize: 16, seed: SEED };
    const one = createRunner(program, initialState(program), { ...options, samples: rows, validation });
    const { loss } = createRunner(program, initialState(program), { ...options, samples: validation }).evaluate();
    expect(one.validate().loss / loss).toBeCloseTo(1, 6); // the same sums in another order
  });

  it('validates on floats of many values when the training rows have few, and vice versa', () => {
    const many = randomSamples(program, 400, { seed: 2, zeros: 0.9 });
    const few = { ...many, x: Uint8Array.from(many.x, (value) => Math.round(Math.abs(value) * 100)) };
    const sums = (of: ProgramSamples, validation: ProgramSamples) =>
      createRunner(program, initialState(program), { batchSize: 16, seed: SEED, samples: of, validation }).validate();
    expect(sums(few, many)).toEqual(sums(many, many));
    expect(sums(many, few)).toEqual(sums(few, few));
  });

  it('says how much memory it needs if there is too little', () => {
    const huge = chain(70_000, [20_000]);
    const state = { weights: [], slots: [], iterations: 0 };
    const one = { batchSize: 32, seed: 0, samples: { count: 1, x: new Float32Array(70_000) } };
    expect(() => createRunner(huge, state, one)).toThrow(MlpLabError);
    expect(() => createRunner(huge, state, one)).toThrow(/need \d{4,} MB/);
  });
});
