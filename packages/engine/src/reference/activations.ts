// Each activation and its derivative, side by side.
import { derivative, evaluateExpression } from '@mlp-lab/core/formulas';
import type { ActivationFunction, PlainActivation } from '../program';

interface Curve {
  f: (x: number) => number;
  /** f′(x). */
  df: (x: number) => number;
}

const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const normalDensity = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const normalDistribution = (x: number) => (1 + erf(x / Math.SQRT2)) / 2;

/** The curve of an activation, as program.ts defines it. */
export function curveOf(activation: ActivationFunction): Curve {
  switch (activation.name) {
    case 'relu': {
      const { max = Number.POSITIVE_INFINITY } = activation;
      return { f: (x) => Math.min(Math.max(x, 0), max), df: (x) => (x > 0 && x <= max ? 1 : 0) };
    }
    case 'leakyRelu': {
      const { alpha } = activation;
      return { f: (x) => (x > 0 ? x : alpha * x), df: (x) => (x > 0 ? 1 : alpha) };
    }
    case 'thresholdedRelu': {
      const { theta } = activation;
      return { f: (x) => (x > theta ? x : 0), df: (x) => (x > theta ? 1 : 0) };
    }
    case 'expression': {
      const { expression } = activation;
      const slope = derivative(expression);
      return { f: (x) => evaluateExpression(expression, x), df: (x) => evaluateExpression(slope, x) };
    }
    default:
      return curves[activation.name];
  }
}

const curves: Record<PlainActivation, Curve> = {
  sigmoid: { f: sigmoid, df: (x) => sigmoid(x) * (1 - sigmoid(x)) },
  relu6: { f: (x) => Math.min(Math.max(x, 0), 6), df: (x) => Number(x > 0 && x < 6) },
  hardSigmoid: {
    f: (x) => Math.min(Math.max(0.2 * x + 0.5, 0), 1),
    df: (x) => (Math.abs(x) <= 2.5 ? 0.2 : 0),
  },
  tanh: { f: Math.tanh, df: (x) => 1 - Math.tanh(x) ** 2 },
  elu: { f: (x) => (x >= 0 ? x : Math.expm1(x)), df: (x) => (x >= 0 ? 1 : Math.exp(x)) },
  selu: {
    f: (x) => SELU_SCALE * (x >= 0 ? x : SELU_ALPHA * Math.expm1(x)),
    df: (x) => SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * Math.exp(x)),
  },
  softplus: { f: softplus, df: sigmoid },
  softsign: { f: (x) => x / (1 + Math.abs(x)), df: (x) => 1 / (1 + Math.abs(x)) ** 2 },
  swish: { f: (x) => x * sigmoid(x), df: (x) => sigmoid(x) * (1 + x * (1 - sigmoid(x))) },
  mish: {
    f: (x) => x * Math.tanh(softplus(x)),
    df: (x) => Math.tanh(softplus(x)) + x * (1 - Math.tanh(softplus(x)) ** 2) * sigmoid(x),
  },
  gelu: {
    f: (x) => x * normalDistribution(x),
    df: (x) => normalDistribution(x) + x * normalDensity(x),
  },
};

/** The error function, by the series of positive terms 2/√π e^(-x²) Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5…(2n+1)) (Abramowitz and Stegun 7.1.6). */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x); // 1 - erf(6) is below the last digit of a double
  let term = x;
  let total = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}
