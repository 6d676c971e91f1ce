// Expressions as code for four numbers at once; each distinct subexpression is computed once.

import { type Expression, type Interpretation, interpret, numbering } from '@mlp-lab/core/common';
import { derivative, derivativeForTraining, evaluateExpression, LEAST_FLOAT } from '@mlp-lab/core/formulas';
import type { UnnamedRule } from './activation-rule';
import { type VectorOperations, vectorArithmetic } from './arithmetic-code';
import type { FunctionBuilder } from './assembler/function';
import type { Vector } from './assembler/vector';
import { erf } from './math/erf';
import { exp, expMinusOne, expOfNegative } from './math/exp';
import { log, logOnePlus } from './math/log';
import { sigmoid, tanh } from './math/tanh';

const NEAR_ZERO = 2 ** -40; // its inverse square is a float

/** An expression as an activation. If its formula is singular at 0, a number close to 0 replaces 0: padding is 0. */
export function expressionRule(expression: Expression): UnnamedRule {
  const { from, slope } = derivativeForTraining(expression);
  const isSmooth = [expression, derivative(expression)].every((part) => Number.isFinite(evaluateExpression(part, 0)));
  const numberOf = numbering();
  const code = (f: FunctionBuilder, part: Expression, x: Vector) => interpret(part, { x }, operationsOf(f), numberOf);
  const numberIn = (f: FunctionBuilder, x: Vector) => (isSmooth ? x : f.let(x.eq(0).bitselect(NEAR_ZERO, x)));
  return {
    derivativeOf: from,
    forward: (f, x) => code(f, expression, numberIn(f, x)),
    backward: (f, g, value) => {
      const number = f.let(value);
      return g.mul(code(f, slope, from === 'input' ? numberIn(f, number) : number));
    },
  };
}

const known = new WeakMap<FunctionBuilder, Interpretation<Vector>>();

/** A formula is written into a function many times, where loops are unrolled. */
function operationsOf(f: FunctionBuilder): Interpretation<Vector> {
  const operations = known.get(f) ?? vectorOperations(f);
  known.set(f, operations);
  return operations;
}

/** The operators of expressions, functions included. */
export const vectorOperations: VectorOperations = (f) => ({
  ...vectorArithmetic(f),
  exp: (a) => exp(f, a),
  expm1: (a) => expMinusOne(f, a),
  log: (a) => f.let(boundedLog(f, a)),
  log1p: (a) => f.let(a.ge(-0.5).bitselect(logOnePlus(f, a), boundedLog(f, f.let(a.add(1))))),
  tanh: (a) => tanh(f, a),
  sigmoid: (a) => sigmoid(f, a),
  softplus: (a) => f.let(a.pmax(0).add(logOnePlus(f, expOfNegative(f, f.let(a.abs().neg()))))), // e of a negative number only
  erf: (a) => erf(f, a),
});

const boundedLog = (f: FunctionBuilder, a: Vector): Vector =>
  a.ge(0).bitselect(log(f, a.pmax(LEAST_FLOAT)), Number.NaN);
