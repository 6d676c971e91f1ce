// Each activation: its forward, f(x), beside its backward, g · f′(x), for four numbers at once.

import type { Expression } from '@mlp-lab/core/common';
import { expression } from '@mlp-lab/core/formulas';
import type { ActivationFunction, PlainActivation } from '../program';
import type { ActivationRule, UnnamedRule } from './activation-rule';
import { exactKey } from './exact-key';
import { expressionRule } from './expression-code';
import { expMinusOne } from './math/exp';
import { relu } from './relu';

/** Rules by name, since a formula's derivative takes time to find. */
const known = new Map<string, ActivationRule>();

/** The rule for one function of a Program. */
export function activationRule(activation: ActivationFunction): ActivationRule {
  const name = exactKey(activation);
  const rule = known.get(name) ?? { ...unnamedRule(activation), name };
  known.set(name, rule);
  return rule;
}

function unnamedRule(activation: ActivationFunction): UnnamedRule {
  switch (activation.name) {
    case 'relu':
      return activation.max === undefined ? relu : boundedRelu(activation.max);
    case 'relu6':
      return relu6;
    case 'leakyRelu':
      return leakyRelu(activation.alpha);
    case 'thresholdedRelu':
      return thresholdedRelu(activation.theta);
    case 'elu':
      return exponentialLinear(1, 1);
    case 'selu':
      return exponentialLinear(1.6732632423543772, 1.0507009873554805);
    case 'hardSigmoid':
      return hardSigmoid;
    case 'expression':
      return expressionRule(activation.expression);
    default:
      return expressionRule(formulas[activation.name]);
  }
}

/** max(x, 0), at most `max`. */
const boundedRelu = (max: number): UnnamedRule => ({
  derivativeOf: 'input', // at max the slope is 1: the output cannot tell max from what is above it
  forward: (_, x) => x.pmax(0).pmin(max),
  backward: (_, g, x) => g.and(x.gt(0).and(x.le(max))),
});

/** As relu with a maximum of 6, but for its slope at 6: 0. */
const relu6: UnnamedRule = {
  derivativeOf: 'output',
  short: true,
  forward: (_, x) => x.pmax(0).pmin(6),
  backward: (f, g, y) => {
    const value = f.let(y);
    return g.and(value.gt(0).and(value.lt(6)));
  },
};

/** x where x > 0, else alpha · x. y has the sign of x unless alpha is negative. */
function leakyRelu(alpha: number): UnnamedRule {
  return {
    derivativeOf: alpha >= 0 ? 'output' : 'input',
    short: alpha >= 0,
    forward: (_, x) => x.gt(0).bitselect(x, x.mul(alpha)),
    backward: (f, g, value) => {
      const gradient = f.let(g);
      return value.gt(0).bitselect(gradient, gradient.mul(alpha));
    },
  };
}

/** x where x > theta, else 0. */
function thresholdedRelu(theta: number): UnnamedRule {
  return {
    derivativeOf: 'input',
    forward: (_, x) => x.and(x.gt(theta)),
    backward: (_, g, x) => g.and(x.gt(theta)),
  };
}

/** scale · x where x ≥ 0, else scale · alpha · (eˣ - 1). */
function exponentialLinear(alpha: number, scale: number): UnnamedRule {
  return {
    derivativeOf: 'output',
    forward: (f, x) => x.ge(0).bitselect(x, expMinusOne(f, x).mul(alpha)).mul(scale),
    backward: (f, g, y) => {
      const value = f.let(y);
      return g.mul(value.gt(0).bitselect(scale, value.add(scale * alpha)));
    },
  };
}

/** 0.2 x + 0.5 between 0 and 1; the slope is 0.2 at both ends, too. */
const hardSigmoid: UnnamedRule = {
  derivativeOf: 'input',
  forward: (_, x) => x.mul(0.2).add(0.5).pmin(1).pmax(0),
  backward(f, g, x) {
    const line = f.let(x.mul(0.2).add(0.5));
    return g.mul(0.2).and(line.ge(0).and(line.le(1)));
  },
};

const formulas: Readonly<Record<Exclude<PlainActivation, 'elu' | 'selu' | 'hardSigmoid' | 'relu6'>, Expression>> = {
  sigmoid: expression((x, { sigmoid }) => sigmoid(x)),
  tanh: expression((x, { tanh }) => tanh(x)),
  softplus: expression((x, { softplus }) => softplus(x)),
  softsign: expression((x) => x.div(x.abs().add(1))),
  swish: expression((x, { sigmoid }) => x.mul(sigmoid(x))),
  mish: expression((x, { exp, minimum }) => {
    const e = exp(minimum(x, 20)); // for larger x, the tanh is 1 to the last bit
    const n = e.mul(e.add(2));
    return x.mul(n.div(n.add(2))); // tanh(ln(1 + eˣ)) without a logarithm
  }),
  gelu: expression((x, { erf }) => x.mul(erf(x.mul(Math.SQRT1_2)).add(1).mul(0.5))),
};
