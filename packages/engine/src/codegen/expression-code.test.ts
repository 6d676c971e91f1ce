// Compiled formulas against the same in doubles, with a bound on the error that is worked out beside the value: each operation rounds
// its result to a float, by at most as many units of the last place as codegen-math.test.ts allows it, and passes on what its operands
// are off by.

import { type Expression, type Interpretation, interpret, type Operation } from '@mlp-lab/core';
import { derivative, evaluateExpression } from '@mlp-lab/core/formulas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expressions } from '../testing/programs';
import { runCode } from '../testing/run-code';
import type { UnnamedRule } from './activation-rule';
import type { FunctionBuilder } from './assembler/function';
import { type Vector, vector } from './assembler/vector';
import { expressionRule } from './expression-code';

const xs = Float32Array.from({ length: 64 }, (_, i) => (i - 31.6) / 8);

function check(written: Expression): void {
  const rule = expressionRule(written);
  const values = runCode((f, x) => rule.forward(f, x), xs);
  const slopes = runCode(backward(rule), rule.derivativeOf === 'input' ? xs : values);
  for (const [i, x] of xs.entries()) {
    near(values[i], written, x);
    if (rule.derivativeOf === 'input') near(slopes[i], derivative(written), x);
  }
}

const backward =
  ({ backward: slope }: UnnamedRule) =>
  (f: FunctionBuilder, x: Vector) =>
    slope(f, vector(1), x);

/** A number and by how much a float that stands for it may be off. */
interface Bounded {
  value: number;
  error: number;
}

function near(actual: number, written: Expression, x: number): void {
  const { value, error } = interpret<Bounded>(written, { x: { value: x, error: 0 } }, bounds);
  expect(value).toBe(evaluateExpression(written, x));
  if (error < Number.POSITIVE_INFINITY && !(Math.abs(actual - value) <= error))
    expect.fail(`${JSON.stringify(written)} at ${x}: expected ${value} ± ${error}, received ${actual}`);
}

const FLOAT = 2 ** -24;
const LEAST = Math.exp(-40); // below, exp gives 0

const rounded = (value: number, error: number, ulps = 1): Bounded => ({
  value,
  error:
    Number.isFinite(value) && !Number.isNaN(error)
      ? error + 2 * ulps * FLOAT * (Math.abs(value) + error) + LEAST
      : Number.POSITIVE_INFINITY,
});

/** A function of one number, as far as it moves over what that may be. */
const unary =
  (operator: Operation['operator'], ulps: number) =>
  ({ value, error }: Bounded): Bounded => {
    const at = (x: number) => evaluateExpression({ operator, operands: [x] }, 0);
    const moved = [at(value - error), at(value + error)].map((other) => Math.abs(other - at(value)));
    return error === Number.POSITIVE_INFINITY
      ? { value: at(value), error }
      : rounded(at(value), Math.max(...moved), ulps);
  };

const extreme =
  (pick: (a: number, b: number) => number) =>
  (a: Bounded, b: Bounded): Bounded => ({ value: pick(a.value, b.value), error: Math.max(a.error, b.error) });

const bounds: Interpretation<Bounded> = {
  constant: (value) => rounded(value, 0),
  add: (a, b) => rounded(a.value + b.value, a.error + b.error),
  sub: (a, b) => rounded(a.value - b.value, a.error + b.error),
  mul: (a, b) =>
    rounded(a.value * b.value, Math.abs(a.value) * b.error + Math.abs(b.value) * a.error + a.error * b.error),
  div(a, b) {
    const least = Math.abs(b.value) - b.error;
    const value = a.value / b.value;
    return rounded(value, least > 0 ? (a.error + Math.abs(value) * b.error) / least : Number.POSITIVE_INFINITY);
  },
  maximum: extreme(Math.max),
  minimum: extreme(Math.min),
  neg: (a) => ({ ...a, value: -a.value }),
  abs: (a) => ({ ...a, value: Math.abs(a.value) }),
  sqrt: unary('sqrt', 1),
  exp: unary('exp', 2),
  expm1: unary('expm1', 3),
  log: unary('log', 2),
  log1p: unary('log1p', 4),
  tanh: unary('tanh', 3),
  sigmoid: unary('sigmoid', 4),
  softplus: unary('softplus', 4),
  erf: unary('erf', 4),
  where(a, b, yes, no) {
    const chosen = a.value > b.value ? yes : no;
    const sure = Math.abs(a.value - b.value) > a.error + b.error || yes === no;
    return { ...chosen, error: sure ? chosen.error : Number.POSITIVE_INFINITY };
  },
};

describe('a compiled expression', () => {
  it.each(expressions)('$expression has the value and the derivative of the formula', (activation) => {
    if (activation.name === 'expression') check(activation.expression);
  });

  it('has the value and the derivative of the formula, for random formulas', () => {
    fc.assert(fc.property(anyExpression, check), { numRuns: 300, seed: 1 });
  });

  it.each([
    ['sigmoid', 1, 0.19661193324148185],
    ['tanh', 1, 0.41997434161402614],
    ['exp', 1, Math.E],
  ] as const)('%s keeps only its output, and has the slope by it', (operator, x, slope) => {
    const rule = expressionRule({ operator, operands: ['x'] });
    expect(rule.derivativeOf).toBe('output');
    const [y] = runCode((f, at) => rule.forward(f, at), Float32Array.of(x, 0, 0, 0));
    expect(runCode(backward(rule), Float32Array.of(y, 0, 0, 0))[0]).toBeCloseTo(slope, 6);
  });

  it('never becomes infinite through exp or log, and propagates NaN', () => {
    const at = (operator: Operation['operator'], ...x: [number, number, number, number]) => [
      ...runCode((f, v) => expressionRule({ operator, operands: ['x'] }).forward(f, v), Float32Array.of(...x)),
    ];
    const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
    const [huge, tiny] = at('exp', 1000, -1000, 0, 0);
    expect([huge > 1e38, huge < infinity, tiny]).toEqual([true, true, 0]);
    const [logOf0, ofNegative, ofNaN, ofOne] = at('log', 0, -1, nan, 1);
    expect(logOf0).toBeCloseTo(-87.3365, 4);
    expect([ofNegative, ofNaN, ofOne]).toEqual([nan, nan, 0]);
    const [log1pOfLeast, belowLeast, log1pOfNaN, log1pOfLarge] = at('log1p', -1, -2, nan, 1e30);
    expect(log1pOfLeast).toBeCloseTo(-87.3365, 4);
    expect([belowLeast, log1pOfNaN]).toEqual([nan, nan]);
    expect(log1pOfLarge).toBeCloseTo(Math.log(1e30), 5);
    for (const operator of ['sqrt', 'expm1', 'tanh', 'sigmoid', 'softplus', 'erf', 'neg', 'abs'] as const)
      expect(at(operator, nan, 0, 0, 0)[0], operator).toBeNaN();
  });
});

const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    fc.constant('x' as const),
    fc.double({ min: -2, max: 2, noNaN: true }).map(Math.fround),
    fc
      .tuple(fc.constantFrom('add', 'sub', 'mul', 'div', 'maximum', 'minimum'), tie('any'), tie('any'))
      .map(([operator, ...operands]) => ({ operator, operands }) as Operation),
    fc
      .tuple(
        fc.constantFrom('neg', 'abs', 'sqrt', 'exp', 'expm1', 'log', 'log1p', 'tanh', 'sigmoid', 'softplus', 'erf'),
        tie('any'),
      )
      .map(([operator, ...operands]) => ({ operator, operands }) as Operation),
    fc
      .tuple(tie('any'), tie('any'), tie('any'), tie('any'))
      .map((operands): Operation => ({ operator: 'where', operands })),
  ),
})).any;
