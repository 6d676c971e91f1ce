// Each activation's forward, f(x), beside its backward, g · f′(x), over four numbers at once.
import type { ActivationFunction, PlainActivation } from '../program';
import type { ActivationRule } from './activation-rule';
import type { FunctionBuilder } from './assembler/function';
import { type Vector, vector } from './assembler/vector';
import { expressionRule } from './expression-code';
import { erf } from './math/erf';
import { exp, expMinusOne } from './math/exp';
import { sigmoid } from './math/tanh';

const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

/** The rule for one function of a Program. */
export function activationRule(activation: ActivationFunction): ActivationRule {
  if (activation.name === 'relu') return relu(activation.max);
  if (activation.name === 'leakyRelu') return leakyRelu(activation.alpha);
  if (activation.name === 'thresholdedRelu') return thresholdedRelu(activation.theta);
  if (activation.name === 'expression') return expressionRule(activation.expression);
  return rules[activation.name];
}

/** max(x, 0), and no more than `max`. */
function relu(max?: number): ActivationRule {
  if (max === undefined)
    return { keeps: 'output', short: true, forward: (_, x) => x.most(0), backward: (_, g, y) => g.and(y.above(0)) };
  return {
    keeps: 'output',
    short: true,
    forward: (_, x) => x.most(0).least(max),
    backward: (f, g, y) => {
      const value = f.let(y);
      return g.and(value.above(0).and(value.below(max)));
    },
  };
}

/** x where x > 0, else alpha · x. y tells the sign of x only where alpha is not negative. */
function leakyRelu(alpha: number): ActivationRule {
  return {
    keeps: alpha >= 0 ? 'output' : 'input',
    short: alpha >= 0,
    forward: (_, x) => x.above(0).choose(x, x.times(alpha)),
    backward: (f, g, value) => {
      const gradient = f.let(g);
      return value.above(0).choose(gradient, gradient.times(alpha));
    },
  };
}

/** x where x > theta, else 0. */
function thresholdedRelu(theta: number): ActivationRule {
  return {
    keeps: 'input',
    forward: (_, x) => x.and(x.above(theta)),
    backward: (_, g, x) => g.and(x.above(theta)),
  };
}

const rules: Record<PlainActivation, ActivationRule> = {
  sigmoid: expressionRule({ operator: 'sigmoid', operands: ['x'] }),
  tanh: expressionRule({ operator: 'tanh', operands: ['x'] }),
  softplus: expressionRule({ operator: 'softplus', operands: ['x'] }),
  hardSigmoid: {
    keeps: 'output',
    forward: (_, x) => x.times(0.2).plus(0.5).most(0).least(1),
    backward: (f, g, y) => {
      const value = f.let(y);
      return g.times(0.2).and(value.above(0).and(value.below(1)));
    },
  },
  elu: {
    keeps: 'output',
    forward: (f, x) => x.atLeast(0).choose(x, expMinusOne(f, x)),
    backward: (f, g, y) => {
      const value = f.let(y);
      return g.times(value.atLeast(0).choose(1, value.plus(1)));
    },
  },
  selu: {
    keeps: 'output',
    forward: (f, x) => x.atLeast(0).choose(x, expMinusOne(f, x).times(SELU_ALPHA)).times(SELU_SCALE),
    backward: (f, g, y) => {
      const value = f.let(y);
      return g.times(value.atLeast(0).choose(SELU_SCALE, value.plus(SELU_SCALE * SELU_ALPHA)));
    },
  },
  softsign: {
    keeps: 'input',
    forward: (_, x) => x.over(x.absolute().plus(1)),
    backward: (f, g, x) => {
      const size = f.let(x.absolute().plus(1));
      return g.over(size.times(size));
    },
  },
  swish: {
    keeps: 'input',
    forward: (f, x) => x.times(sigmoid(f, x)),
    backward: (f, g, value) => {
      const x = f.let(value);
      const s = sigmoid(f, x);
      return g.times(s.times(x.times(vector(1).minus(s)).plus(1)));
    },
  },
  mish: {
    keeps: 'input',
    forward: (f, x) => x.times(tanhOfSoftplus(f, x).t),
    backward: (f, g, value) => {
      const x = f.let(value);
      const { t, complement } = tanhOfSoftplus(f, x);
      // 1 - t² = (1 - t)(1 + t), and 1 - t without cancellation
      const slope = complement.times(t.plus(1)).times(sigmoid(f, x)).times(x);
      return g.times(t.plus(slope));
    },
  },
  gelu: {
    keeps: 'input',
    forward: (f, x) => x.times(normalShare(f, x)),
    backward: (f, g, value) => {
      const x = f.let(value);
      const density = exp(f, f.let(x.times(x).times(-0.5))).times(1 / 2.5066282746310002); // √2π
      return g.times(normalShare(f, x).plus(x.times(density)));
    },
  },
};

/** tanh(ln(1 + eˣ)) = n / (n + 2) with n = eˣ (eˣ + 2), and 1 minus it. */
function tanhOfSoftplus(f: FunctionBuilder, x: Vector): { t: Vector; complement: Vector } {
  const e = exp(f, f.let(x.least(20))); // beyond, t is 1 to the last bit
  const n = f.let(e.times(e.plus(2)));
  return { t: f.let(n.over(n.plus(2))), complement: f.let(vector(2).over(n.plus(2))) };
}

/** Φ(x) = (1 + erf(x / √2)) / 2 */
function normalShare(f: FunctionBuilder, x: Vector): Vector {
  return f.let(
    erf(f, f.let(x.times(Math.SQRT1_2)))
      .plus(1)
      .times(0.5),
  );
}
