// An expression as code over four numbers at once: each distinct part is computed once.
import {
  derivative,
  derivativeForTraining,
  type Expression,
  evaluateExpression,
  type Interpretation,
  interpret,
} from '@mlp-lab/core';
import type { ActivationRule } from './activation-rule';
import type { FunctionBuilder } from './assembler/function';
import { type Vector, vector } from './assembler/vector';
import { erf } from './math/erf';
import { exp, expMinusOne, expOfNegative } from './math/exp';
import { log, logOnePlus } from './math/log';
import { sigmoid, tanh } from './math/tanh';

const LEAST_FLOAT = 1.1754943508222875e-38;

const NEAR_ZERO = 2 ** -40; // its inverse square is a float

/** How an expression is compiled as an activation. Padding is 0: where the formula is singular there, a number close to 0 stands for 0. */
export function expressionRule(expression: Expression): ActivationRule {
  const { from, slope } = derivativeForTraining(expression);
  const isSmooth = [expression, derivative(expression)].every((part) => Number.isFinite(evaluateExpression(part, 0)));
  const numberIn = (f: FunctionBuilder, x: Vector) => (isSmooth ? x : f.let(x.equals(0).choose(NEAR_ZERO, x)));
  return {
    keeps: from,
    forward: (f, x) => code(f, expression, numberIn(f, x)),
    backward: (f, g, value) => {
      const kept = f.let(value);
      return g.times(code(f, slope, from === 'input' ? numberIn(f, kept) : kept));
    },
  };
}

const code = (f: FunctionBuilder, expression: Expression, x: Vector): Vector => interpret(expression, x, meaningIn(f));

function meaningIn(f: FunctionBuilder): Interpretation<Vector> {
  return {
    constant: vector,
    plus: (a, b) => f.let(a.plus(b)),
    minus: (a, b) => f.let(a.minus(b)),
    times: (a, b) => f.let(a.times(b)),
    over: (a, b) => f.let(a.over(b)),
    maximum: (a, b) => f.let(a.most(b)),
    minimum: (a, b) => f.let(a.least(b)),
    negated: (a) => f.let(a.negated()),
    absolute: (a) => f.let(a.absolute()),
    sqrt: (a) => f.let(a.root()),
    exp: (a) => exp(f, a),
    expm1: (a) => expMinusOne(f, a),
    log: (a) => f.let(boundedLog(f, a)),
    log1p: (a) => f.let(a.atLeast(-0.5).choose(logOnePlus(f, a), boundedLog(f, f.let(a.plus(1))))),
    tanh: (a) => tanh(f, a),
    sigmoid: (a) => sigmoid(f, a),
    softplus: (a) => f.let(a.most(0).plus(logOnePlus(f, expOfNegative(f, f.let(a.absolute().negated()))))), // e of a negative number only
    erf: (a) => erf(f, a),
    choose: (a, b, yes, no) => f.let(a.above(b).choose(yes, no)),
  };
}

const boundedLog = (f: FunctionBuilder, a: Vector): Vector =>
  a.atLeast(0).choose(log(f, a.most(LEAST_FLOAT)), Number.NaN);
