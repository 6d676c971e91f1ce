// The oracle of bits: dense layers and relu in float32, each sum in the engine's own order, with one rounding a product or two.
import type { Arithmetic } from '@mlp-lab/core';
import type { DenseLayer, Program, ProgramSamples } from '../program';

const doubles = new Float64Array(1);
const bits = new BigInt64Array(doubles.buffer);

/**
 * a · b + c for floats, rounded once. The product is exact in doubles, the sum is not: rounding it to a float would be the second
 * rounding, wrong where the first one ends halfway between two floats. So the sum is first rounded to odd (Boldo and Melquiond 2008).
 */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  const ofProduct = sum - c;
  const error = product - ofProduct + (c - (sum - ofProduct));
  if (error === 0 || !Number.isFinite(error)) return Math.fround(sum);
  doubles[0] = sum;
  if (!(bits[0] & 1n)) bits[0] += error > 0 === sum > 0 ? 1n : -1n;
  return Math.fround(doubles[0]);
}

const multiplyAdd: Record<Arithmetic, (a: number, b: number, c: number) => number> = {
  separate: (a, b, c) => Math.fround(Math.fround(a * b) + c),
  fused: fusedMultiplyAdd,
};

interface Float32Options {
  /** All rows are one batch. */
  samples: ProgramSamples;
  /** Whether a layer's sums start from its bias, as those over lists do, or end with it, as those over full rows do. */
  startsFromBias(layer: DenseLayer): boolean;
}

/** The weights after one step on a Program of dense layers and relu, with meanSquaredError and Keras's sgd. */
export function stepInFloat32(
  program: Program,
  weights: readonly Float32Array[],
  { samples, startsFromBias }: Float32Options,
): Float32Array[] {
  const { layers, outputWidth, optimizer } = program;
  const { count } = samples;
  const madd = multiplyAdd[program.arithmetic ?? 'separate'];
  const float = Math.fround;
  const rate = float(optimizer.hyperparameters.learningRate);
  const after = weights.map((values) => values.slice());

  const inputs: Float32Array<ArrayBuffer>[] = [];
  let x: Float32Array<ArrayBuffer> = Float32Array.from(samples.x);
  for (const layer of layers) {
    inputs.push(x);
    x = layer.kind === 'dense' ? forward(layer, x) : x.map((value) => Math.max(value, 0));
  }
  const share = float(float(1 / count) / outputWidth);
  let gradient = x.map((p, i) => float(float(float(p - samples.y[i]) * 2) * share));
  for (const [i, layer] of [...layers.entries()].reverse())
    gradient =
      layer.kind === 'dense'
        ? backward(layer, inputs[i], gradient)
        : gradient.map((g, j) => (inputs[i][j] > 0 ? g : 0));
  return after;

  // [count, inputs] × [inputs, outputs]
  function forward(layer: DenseLayer, rows: Float32Array): Float32Array<ArrayBuffer> {
    const w = weights[layer.kernel];
    return each(count, layer.outputs, (s, o) => {
      const bias = layer.bias === undefined ? 0 : weights[layer.bias][o];
      let sum = startsFromBias(layer) ? bias : 0;
      for (let k = 0; k < layer.inputs; k++) sum = madd(rows[s * layer.inputs + k], w[k * layer.outputs + o], sum);
      return startsFromBias(layer) ? sum : sum + bias;
    });
  }

  function backward(layer: DenseLayer, rows: Float32Array, g: Float32Array): Float32Array<ArrayBuffer> {
    const { inputs: width, outputs, kernel, bias } = layer;
    const descend = (parameter: number, i: number, slope: number) => {
      after[parameter][i] = weights[parameter][i] - float(rate * slope);
    };
    for (let o = 0; o < outputs; o++) {
      let total = 0;
      for (let s = 0; s < count; s++) total = float(total + g[s * outputs + o]);
      if (bias !== undefined) descend(bias, o, total);
      for (let k = 0; k < width; k++) {
        let sum = 0;
        for (let s = 0; s < count; s++) sum = madd(rows[s * width + k], g[s * outputs + o], sum);
        descend(kernel, k * outputs + o, sum);
      }
    }
    const w = weights[kernel];
    return each(count, width, (s, k) => {
      let sum = 0;
      for (let o = 0; o < outputs; o++) sum = madd(g[s * outputs + o], w[k * outputs + o], sum);
      return sum;
    });
  }
}

const each = (rows: number, width: number, value: (row: number, column: number) => number) =>
  Float32Array.from({ length: rows * width }, (_, i) => value(Math.floor(i / width), i % width));
