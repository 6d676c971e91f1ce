import {
  checkExpression,
  derivative,
  derivativeForTraining,
  type Expression,
  evaluateExpression,
  expression,
  formula,
  interpret,
  MlpLabError,
  type Operation,
} from '@mlp-lab/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** Formulas and what they are, by the host's functions. */
const formulas: [string, Expression, (x: number) => number][] = [
  ['x * sigmoid(x)', expression((x, { sigmoid }) => x.mul(sigmoid(x))), (x) => x / (1 + Math.exp(-x))],
  [
    'x * tanh(softplus(x))',
    expression((x, { tanh, softplus: plus }) => x.mul(tanh(plus(x)))),
    (x) => x * Math.tanh(softplus(x)),
  ],
  [
    '(x + sqrt(x * x + 4)) / 2',
    expression((x, { sqrt }) => x.add(sqrt(x.square().add(4))).div(2)),
    (x) => (x + Math.sqrt(x * x + 4)) / 2,
  ],
  [
    'where(x > 0, x, 0.5 * expm1(x))',
    expression((x, { where, expm1 }) => where(x.greater(0), x, expm1(x).mul(0.5))),
    (x) => (x > 0 ? x : 0.5 * Math.expm1(x)),
  ],
  ['x / (1 + abs(x))', expression((x, { constant }) => x.div(constant(1).add(x.abs()))), (x) => x / (1 + Math.abs(x))],
  [
    'minimum(maximum(x, -1), 1)',
    expression((x, { maximum, minimum }) => minimum(maximum(x, -1), 1)),
    (x) => Math.min(Math.max(x, -1), 1),
  ],
  ['log(x * x + 0.5)', expression((x, { log }) => log(x.square().add(0.5))), (x) => Math.log(x * x + 0.5)],
  ['log1p(abs(x))', expression((x, { log1p }) => log1p(x.abs())), (x) => Math.log1p(Math.abs(x))],
  ['exp(-(x * x))', expression((x, { exp }) => exp(x.square().neg())), (x) => Math.exp(-x * x)],
  ['x - (x - 2) / 3', expression((x) => x.sub(x.sub(2).div(3))), (x) => x - (x - 2) / 3],
];

describe('an expression', () => {
  it.each(formulas)('%s has the value of its formula', (text, written, truth) => {
    expect(formula(written)).toBe(text);
    for (let x = -8; x <= 8; x += 0.37) {
      const value = truth(x);
      // a few of a double's last digits: our own exp and log against the host's
      expect(Math.abs(evaluateExpression(written, x) - value)).toBeLessThan(4e-15 * Math.max(1, Math.abs(value)));
    }
  });

  it('has the value of erf that tables give', () => {
    const erf = expression((x, maths) => maths.erf(x));
    // Abramowitz and Stegun, table 7.1
    expect(evaluateExpression(erf, 0.5)).toBeCloseTo(0.5204998778, 10);
    expect(evaluateExpression(erf, 1)).toBeCloseTo(0.8427007929, 10);
    expect(evaluateExpression(erf, -2)).toBeCloseTo(-0.995322265, 9);
    expect(evaluateExpression(erf, 7)).toBe(1);
  });

  it('is plain data', () => {
    const [, written] = formulas[0];
    expect(JSON.parse(JSON.stringify(written))).toEqual({
      operator: 'mul',
      operands: ['x', { operator: 'sigmoid', operands: ['x'] }],
    });
    expect(structuredClone(written)).toEqual(written);
  });

  it('takes a form that neither overflows nor loses digits', () => {
    const texts = [
      expression((x, { exp, constant }) => constant(1).div(exp(x.neg()).add(1))),
      expression((x, { exp }) => exp(x).div(exp(x).add(1))),
      expression((x, { exp, log, constant }) => log(constant(1).add(exp(x)))),
      expression((x, { exp }) => exp(x).sub(1)),
    ].map(formula);
    expect(texts).toEqual(['sigmoid(x)', 'sigmoid(x)', 'softplus(x)', 'expm1(x)']);
  });

  it('never becomes infinite by exp or log', () => {
    const [exp, log] = [expression((x, maths) => maths.exp(x)), expression((x, maths) => maths.log(x))];
    expect(evaluateExpression(exp, 1e6)).toBeLessThan(3.4e38);
    expect(evaluateExpression(log, 0)).toBeCloseTo(-87.3365, 4);
    expect(evaluateExpression(log, -1)).toBeNaN();
  });

  it('refuses what is no part of a formula', () => {
    expect(() => expression((x) => x.mul(Number.NaN))).toThrow(MlpLabError);
    expect(() => expression(() => undefined as never)).toThrow('received undefined');
    expect(() => expression((x) => x.add('1' as never))).toThrow('received 1');
  });

  it('works every distinct part out once', () => {
    const counted: string[] = [];
    const count =
      (name: string) =>
      (...operands: string[]) => {
        counted.push(name);
        return `${name}(${operands})`;
      };
    const swish = expression((x, { sigmoid }) => x.mul(sigmoid(x)));
    const names = ['add', 'sub', 'mul', 'sigmoid'];
    const rules = Object.fromEntries(names.map((name) => [name, count(name)]));
    interpret(structuredClone(derivative(swish)), { x: 'x' }, { constant: String, ...rules } as never);
    // s + x (s (1 - s)): s is there three times
    expect(counted.filter((name) => name === 'sigmoid')).toHaveLength(1);
    expect(counted).toHaveLength(5);
  });

  it('of parts that are shared is not taken apart, however often they occur', () => {
    const shared = () =>
      expression((x, { tanh }) => Array.from({ length: 60 }).reduce<typeof x>((sum) => tanh(sum.add(sum)), x));
    const chosen: Expression = { operator: 'where', operands: ['x', 0, shared(), shared()] };
    expect(evaluateExpression(chosen, 1)).toBe(evaluateExpression(shared(), 1)); // 2⁶⁰ parts, taken apart
    expect(evaluateExpression(derivative(chosen), 0.5)).toBeGreaterThanOrEqual(0);
    expect(formula(chosen).length).toBeLessThan(1100);
    expect(checkExpression(chosen)).toBe(chosen);
  });
});

describe('checkExpression', () => {
  it('gives back an expression', () => {
    for (const [, written] of formulas) expect(checkExpression(written)).toBe(written);
  });

  const broken: [string, unknown, string][] = [
    ['nothing', undefined, "an expression is made of 'x', finite numbers and operations"],
    ['text', 'y', `is made of 'x', finite numbers and operations: received "y"`],
    ['an infinite constant', Number.POSITIVE_INFINITY, 'finite numbers'],
    ['an unknown operator', { operator: 'sin', operands: ['x'] }, 'received "sin"'],
    ['an inherited name', { operator: 'toString', operands: ['x'] }, 'received "toString"'],
    ['too few operands', { operator: 'add', operands: ['x'] }, 'has 2 operands for add: received ["x"]'],
    ['a broken part', { operator: 'exp', operands: [{}] }, 'has the operators'],
  ];
  it.each(broken)('refuses %s', (_, given, message) => {
    expect(() => checkExpression(given)).toThrow(message);
  });

  it('refuses what is too long or contains itself', () => {
    const endless = { operator: 'exp', operands: [] as unknown[] };
    endless.operands.push(endless);
    expect(() => checkExpression(endless)).toThrow('must not contain itself');
    const long = expression((x) => Array.from({ length: 1001 }).reduce<typeof x>((sum) => sum.add(x), x));
    expect(() => checkExpression(long)).toThrow('more than 1000 operations');
  });
});

describe('the derivative', () => {
  const H = 1e-5;

  it.each(formulas)('of %s is the slope', (_, written) => {
    for (let x = -6.03; x <= 6; x += 0.31) {
      const slope = (evaluateExpression(written, x + H) - evaluateExpression(written, x - H)) / (2 * H);
      // rounding 1e-16 / H, and the third derivative times H²
      expect(evaluateExpression(derivative(written), x)).toBeCloseTo(slope, 8);
    }
  });

  it('of random expressions is the slope, wherever the function is smooth', () => {
    fc.assert(
      fc.property(anyExpression, fc.integer({ min: -9, max: 8 }), (written, place) => {
        const x = (place + 0.4142) / 5; // no number at which two random parts are equal
        const at = (by: number) => evaluateExpression(written, x + by);
        const [before, after, wide, slope] = [
          [-H, 0],
          [0, H],
          [-2 * H, 2 * H],
          [-H, H],
        ].map(([from, to]) => (at(to) - at(from)) / (to - from));
        const size = Math.max(1, Math.abs(slope), Math.abs(at(0)));
        // no kink nearby, nor so steep that a quotient is no slope
        fc.pre(Math.abs(after - before) < 1e-3 * size && Math.abs(wide - slope) < 1e-7 * size);
        expect(Math.abs(evaluateExpression(derivative(written), x) - slope)).toBeLessThan(1e-5 * size);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('at kinks is that of the last operand, and of |x| and a root 0', () => {
    const at = (written: Expression, x: number) => evaluateExpression(derivative(written), x);
    expect(
      at(
        expression((x, { maximum }) => maximum(x, 0)),
        0,
      ),
    ).toBe(0);
    expect(
      at(
        expression((x, { maximum }) => maximum(0, x)),
        0,
      ),
    ).toBe(1);
    expect(
      at(
        expression((x, { minimum }) => minimum(x, 6)),
        6,
      ),
    ).toBe(0);
    expect(
      at(
        expression((x) => x.abs()),
        0,
      ),
    ).toBe(0);
    expect(
      at(
        expression((x, { sqrt }) => sqrt(x.square())),
        0,
      ),
    ).toBe(0);
    expect(
      at(
        expression((x, { log }) => log(x)),
        0,
      ),
    ).toBe(0);
  });

  it('is finite far from 0', () => {
    const quotient = expression((x, { exp }) => x.div(exp(x).add(exp(x.neg()))));
    for (const written of [...formulas.map(([, one]) => one), quotient])
      for (const x of [-1e4, -100, 100, 1e4])
        expect(evaluateExpression(derivative(written), x)).toBeLessThan(Number.MAX_VALUE);
  });

  it('is a formula of the output where there is one', () => {
    const of = (written: Expression) => {
      const { from, slope } = derivativeForTraining(written);
      return `${from}: ${formula(slope)}`;
    };
    expect(of(expression((x, { sigmoid }) => sigmoid(x)))).toBe('output: x * (1 - x)');
    expect(of(expression((x, { tanh }) => tanh(x)))).toBe('output: 1 - x * x');
    expect(of(expression((x, { exp }) => exp(x.mul(2))))).toBe('output: 2 * x');
    expect(of(expression((x) => x.mul(3)))).toBe('output: 3');
    expect(of(expression((x, { maximum }) => maximum(x, 0)))).toBe('input: where(x > 0, 1, 0)');
  });
});

/** Of operators that are defined everywhere. */
const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    fc.constant('x' as const),
    fc.double({ min: -2, max: 2, noNaN: true }),
    fc
      .tuple(fc.constantFrom('add', 'sub', 'mul', 'maximum', 'minimum'), tie('any'), tie('any'))
      .map(([operator, ...operands]): Operation => ({ operator, operands }) as Operation),
    fc
      .tuple(fc.constantFrom('neg', 'abs', 'exp', 'expm1', 'tanh', 'sigmoid', 'softplus', 'erf'), tie('any'))
      .map(([operator, ...operands]): Operation => ({ operator, operands }) as Operation),
    fc
      .tuple(tie('any'), tie('any'), tie('any'), tie('any'))
      .map((operands): Operation => ({ operator: 'where', operands })),
  ),
})).any;
