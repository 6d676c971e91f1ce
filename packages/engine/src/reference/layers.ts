// Each layer's backward beside its forward: a layer maps a batch to its output and to a function `back`, from the gradient by the output
// to the gradient by the input. It also adds to the gradients by the weights.
import type { TrainingStreams } from '@mlp-lab/core/formulas';
import { dropThreshold, type NoiseLayer, type ProgramLayer } from '../program';
import { curveOf } from './activations';
import { type Matrix, matrix, sum } from './matrix';

export interface Pass {
  weights: readonly Float64Array[];
  /** One array a parameter, zeros at first. */
  gradients: readonly Float64Array[];
  /** The step's noise in training; absent in inference. */
  noise?: (ordinal: number) => ReturnType<TrainingStreams['noise']>;
  /** The rows of each skip connection in the forward pass, and their gradient in the backward pass. Empty at first. */
  skips: Matrix[];
}

export interface Applied {
  y: Matrix;
  back(dy: Matrix): Matrix;
}

type Rule<Kind extends ProgramLayer['kind']> = (
  x: Matrix,
  layer: Extract<ProgramLayer, { kind: Kind }>,
  pass: Pass,
) => Applied;

export function applyLayer(x: Matrix, layer: ProgramLayer, pass: Pass): Applied {
  switch (layer.kind) {
    case 'dense':
      return dense(x, layer, pass);
    case 'activation': {
      const { f, df } = curveOf(layer.function);
      return elementwise(
        x,
        (i) => f(x.data[i]),
        (i) => df(x.data[i]),
      );
    }
    case 'prelu':
      return prelu(x, layer, pass);
    case 'softmax':
      return softmax(x);
    case 'batchNormalization':
      return batchNormalization(x, layer, pass);
    case 'layerNormalization':
      return layerNormalization(x, layer, pass);
    case 'maxout':
      return maxout(x, layer, pass);
    case 'branch':
      pass.skips[layer.skip] = x;
      return { y: x, back: (dy) => plus(dy, pass.skips[layer.skip]) };
    case 'add':
      return {
        y: plus(x, pass.skips[layer.skip]),
        back(dy) {
          pass.skips[layer.skip] = dy;
          return dy;
        },
      };
    default:
      return noise(x, layer, pass);
  }
}

const dense: Rule<'dense'> = (x, { inputs, outputs, kernel, bias }, { weights, gradients }) => {
  const w = weights[kernel];
  const b = bias === undefined ? undefined : weights[bias];
  return {
    // [rows, inputs] × [inputs, outputs]
    y: matrix(
      x.rows,
      outputs,
      (r, o) => (b?.[o] ?? 0) + sum(inputs, (i) => x.data[r * inputs + i] * w[i * outputs + o]),
    ),
    back(dy) {
      const at = (r: number, o: number) => dy.data[r * outputs + o];
      for (let i = 0; i < inputs; i++)
        for (let o = 0; o < outputs; o++)
          gradients[kernel][i * outputs + o] += sum(x.rows, (r) => x.data[r * inputs + i] * at(r, o));
      if (bias !== undefined) for (let o = 0; o < outputs; o++) gradients[bias][o] += sum(x.rows, (r) => at(r, o));
      return matrix(x.rows, inputs, (r, i) => sum(outputs, (o) => at(r, o) * w[i * outputs + o]));
    },
  };
};

const prelu: Rule<'prelu'> = (x, { alpha }, { weights, gradients }) => {
  const slopes = weights[alpha];
  const of = (i: number) => (i % x.width) % slopes.length; // one slope a column, or one for all
  const applied = elementwise(
    x,
    (i) => (x.data[i] >= 0 ? x.data[i] : slopes[of(i)] * x.data[i]),
    (i) => (x.data[i] > 0 ? 1 : slopes[of(i)]),
  );
  return {
    y: applied.y,
    back(dy) {
      for (const [i, value] of x.data.entries()) if (value < 0) gradients[alpha][of(i)] += dy.data[i] * value;
      return applied.back(dy);
    },
  };
};

function softmax(x: Matrix): Applied {
  const { rows, width } = x;
  const y = matrix(rows, width, () => 0);
  for (let r = 0; r < rows; r++) {
    const row = x.data.subarray(r * width, (r + 1) * width);
    const greatest = Math.max(...row);
    const total = sum(width, (c) => Math.exp(row[c] - greatest));
    y.data.set(
      row.map((value) => Math.exp(value - greatest) / total),
      r * width,
    );
  }
  return {
    y,
    back(dy) {
      const along = Array.from({ length: rows }, (_, r) =>
        sum(width, (c) => dy.data[r * width + c] * y.data[r * width + c]),
      );
      return matrix(rows, width, (r, _, i) => y.data[i] * (dy.data[i] - along[r]));
    },
  };
}

const maxout: Rule<'maxout'> = (x, { width, pieces }) => {
  const piecesOf = (r: number, c: number) => x.data.subarray(r * x.width + c * pieces, r * x.width + (c + 1) * pieces);
  return {
    y: matrix(x.rows, width, (r, c) => Math.max(...piecesOf(r, c))),
    back: (dy) =>
      matrix(x.rows, x.width, (r, i) => {
        const c = Math.floor(i / pieces);
        const own = piecesOf(r, c);
        return i % pieces === own.indexOf(Math.max(...own)) ? dy.data[r * width + c] : 0;
      }),
  };
};

const plus = (a: Matrix, b: Matrix): Matrix => matrix(a.rows, a.width, (_r, _c, i) => a.data[i] + b.data[i]);

const batchNormalization: Rule<'batchNormalization'> = (x, layer, pass) => {
  const { rows, width, data } = x;
  const { weights } = pass;
  const [movingMean, movingVariance] = [weights[layer.movingMean], weights[layer.movingVariance]];
  const group = (_r: number, c: number) => c;
  if (!pass.noise) return scaled(x, layer, pass, group, [...movingMean], [...movingVariance], false);
  const columns = Array.from({ length: width }, (_, c) => c);
  const mean = columns.map((c) => sum(rows, (r) => data[r * width + c]) / rows);
  const variance = columns.map((c) => sum(rows, (r) => (data[r * width + c] - mean[c]) ** 2) / rows);
  const applied = scaled(x, layer, pass, group, mean, variance, true);
  for (const c of columns) {
    movingMean[c] = movingMean[c] * layer.momentum + mean[c] * (1 - layer.momentum);
    movingVariance[c] = movingVariance[c] * layer.momentum + variance[c] * (1 - layer.momentum);
  }
  return applied;
};

const layerNormalization: Rule<'layerNormalization'> = (x, layer, pass) => {
  const { rows, width, data } = x;
  const all = Array.from({ length: rows }, (_, r) => r);
  const mean = all.map((r) => sum(width, (c) => data[r * width + c]) / width);
  const variance = all.map((r) => sum(width, (c) => (data[r * width + c] - mean[r]) ** 2) / width);
  return scaled(x, layer, pass, (r) => r, mean, variance, true);
};

interface Scaling {
  epsilon: number;
  gamma?: number;
  beta?: number;
}

/** (x - mean) / √(variance + epsilon) · gamma + beta, with a mean and variance for each group; `own`: they are computed from x. */
function scaled(
  x: Matrix,
  { epsilon, gamma, beta }: Scaling,
  { weights, gradients }: Pass,
  group: (row: number, column: number) => number,
  mean: number[],
  variance: number[],
  own: boolean,
): Applied {
  const { rows, width } = x;
  const root = variance.map((v) => Math.sqrt(v + epsilon));
  const unit = matrix(rows, width, (r, c, i) => (x.data[i] - mean[group(r, c)]) / root[group(r, c)]);
  const scale = (c: number) => (gamma === undefined ? 1 : weights[gamma][c]);
  return {
    y: matrix(rows, width, (_r, c, i) => unit.data[i] * scale(c) + (beta === undefined ? 0 : weights[beta][c])),
    back(dy) {
      for (const [i, slope] of dy.data.entries()) {
        if (gamma !== undefined) gradients[gamma][i % width] += slope * unit.data[i];
        if (beta !== undefined) gradients[beta][i % width] += slope;
      }
      const du = matrix(rows, width, (_r, c, i) => dy.data[i] * scale(c));
      if (!own) return matrix(rows, width, (r, c, i) => du.data[i] / root[group(r, c)]);
      // mean and variance depend on x, too: the components that a group has in common cancel
      const size = (rows * width) / mean.length;
      const [meanOfDu, meanOfBoth] = [mean.map(() => 0), mean.map(() => 0)];
      for (const [i, slope] of du.data.entries()) {
        const g = group(Math.floor(i / width), i % width);
        meanOfDu[g] += slope / size;
        meanOfBoth[g] += (slope * unit.data[i]) / size;
      }
      return matrix(rows, width, (r, c, i) => {
        const g = group(r, c);
        return (du.data[i] - meanOfDu[g] - unit.data[i] * meanOfBoth[g]) / root[g];
      });
    },
  };
}

const noise = (x: Matrix, { kind, rate, deviation, ordinal }: NoiseLayer, pass: Pass): Applied => {
  if (!pass.noise)
    return elementwise(
      x,
      (i) => x.data[i],
      () => 1,
    );
  const stream = pass.noise(ordinal);
  const count = x.data.length;
  if (kind === 'gaussianNoise') {
    const added = stream.normal(count, 0, deviation);
    return elementwise(
      x,
      (i) => x.data[i] + added[i],
      () => 1,
    );
  }
  if (kind === 'gaussianDropout') {
    const factors = stream.normal(count, 1, deviation);
    return elementwise(
      x,
      (i) => x.data[i] * factors[i],
      (i) => factors[i],
    );
  }
  const words = stream.bits(count);
  const kept = (i: number) => words[i] >= dropThreshold(rate);
  if (kind === 'dropout') {
    const factor = (i: number) => (kept(i) ? 1 / (1 - rate) : 0);
    return elementwise(x, (i) => x.data[i] * factor(i), factor);
  }
  const saturation = -1.7580993408473766;
  const a = 1 / Math.sqrt((1 - rate) * (1 + rate * saturation ** 2));
  const b = -a * saturation * rate;
  return elementwise(
    x,
    (i) => a * (kept(i) ? x.data[i] : saturation) + b,
    (i) => (kept(i) ? a : 0),
  );
};

/** y_i = value(i), and dy_i/dx_i = slope(i). */
function elementwise({ rows, width }: Matrix, value: (i: number) => number, slope: (i: number) => number): Applied {
  return {
    y: matrix(rows, width, (_r, _c, i) => value(i)),
    back: (dy) => matrix(rows, width, (_r, _c, i) => dy.data[i] * slope(i)),
  };
}
