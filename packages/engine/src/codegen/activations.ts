// Each activation's forward, f(x), beside its backward, g · f′(x), over four numbers at once.
import type { ActivationFunction } from '../program';
import type { FunctionBuilder } from './assembler/function';
import { type Vector, vector } from './assembler/vector';
import { erf } from './math/erf';
import { exp, expMinusOne } from './math/exp';
import { logOnePlus } from './math/log';
import { sigmoid, tanh } from './math/tanh';

/** How an activation is compiled. */
export interface ActivationRule {
  readonly forward: (f: FunctionBuilder, x: Vector) => Vector;
  /** `value` is y where `keeps` is `output`, x where it is `input`. */
  readonly backward: (f: FunctionBuilder, gradient: Vector, value: Vector) => Vector;
  /** What the derivative is computed from, and so must be kept until the way back. */
  readonly keeps: 'input' | 'output';
  /** Whether forward is a handful of instructions, to be put at the end of the product that makes x; only with `output`. */
  readonly short?: boolean;
}

const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

/** The rule for one function of a Program. */
export function activationRule(activation: ActivationFunction): ActivationRule {
  if (activation.name === 'relu') return relu(activation.max);
  if (activation.name === 'leakyRelu') return leakyRelu(activation.alpha);
  if (activation.name === 'thresholdedRelu') return thresholdedRelu(activation.theta);
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

const rules: Record<Exclude<ActivationFunction['name'], 'relu' | 'leakyRelu' | 'thresholdedRelu'>, ActivationRule> = {
  sigmoid: {
    keeps: 'output',
    forward: sigmoid,
    backward: (f, g, y) => {
      const value = f.let(y);
      return g.times(value.times(vector(1).minus(value)));
    },
  },
  hardSigmoid: {
    keeps: 'output',
    forward: (_, x) => x.times(0.2).plus(0.5).most(0).least(1),
    backward: (f, g, y) => {
      const value = f.let(y);
      return g.times(0.2).and(value.above(0).and(value.below(1)));
    },
  },
  tanh: {
    keeps: 'output',
    forward: tanh,
    backward: (f, g, y) => {
      const value = f.let(y);
      return g.times(vector(1).minus(value.times(value)));
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
  softplus: {
    keeps: 'input',
    forward: (f, x) => x.most(0).plus(logOnePlus(f, exp(f, x.absolute().negated()))),
    backward: (f, g, x) => g.times(sigmoid(f, f.let(x))),
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
