import { describe, expect, it } from 'vitest';
import type { ActivationFunction } from '../../program';
import { runCode } from '../../testing/run-code';
import { activationRule } from '../activations';
import type { FunctionBuilder } from '../assembler/function';
import { loadVector, type Vector } from '../assembler/vector';
import { erf } from './erf';
import { exp, expMinusOne } from './exp';
import { log, logOnePlus } from './log';
import { sigmoid, tanh } from './tanh';

const COUNT = 4000;

function numbers(from: number, to: number): Float32Array {
  return Float32Array.from({ length: COUNT }, (_, i) => from + ((to - from) * i) / (COUNT - 1));
}

/** The distance to the true value in units of its last place as a float. */
function worstUlp(got: Float32Array, xs: Float32Array, truth: (x: number) => number): number {
  let worst = 0;
  xs.forEach((x, i) => {
    const expected = truth(x);
    const ulp = 2 ** (Math.floor(Math.log2(Math.max(Math.abs(expected), 2 ** -126))) - 23);
    worst = Math.max(worst, Math.abs(got[i] - expected) / ulp);
  });
  return worst;
}

/** erf by its series, and by the continued fraction of erfc beyond 2.5, in doubles. */
function trueErf(x: number): number {
  const t = Math.abs(x);
  if (t > 2.5) {
    let fraction = t;
    for (let k = 60; k >= 1; k--) fraction = t + k / 2 / fraction;
    return Math.sign(x) * (1 - Math.exp(-t * t) / (fraction * Math.sqrt(Math.PI)));
  }
  let term = x;
  let sum = x;
  for (let n = 1; n < 60; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

describe('functions made of + - × ÷ are as accurate as they state, in ulp', () => {
  const cases: [string, typeof exp, (x: number) => number, number, number, number][] = [
    ['exp', exp, Math.exp, -40, 88, 2],
    ['exp near 0', exp, Math.exp, -1, 1, 2],
    ['expMinusOne', expMinusOne, Math.expm1, -20, 20, 3],
    ['expMinusOne near 0', expMinusOne, Math.expm1, -0.01, 0.01, 3],
    ['log', log, Math.log, 1e-7, 1, 2],
    ['log near 1', log, Math.log, 0.9, 1.1, 2],
    ['log of large numbers', log, Math.log, 1, 1e30, 2],
    ['logOnePlus', logOnePlus, Math.log1p, 0, 1, 4],
    ['logOnePlus near 0', logOnePlus, Math.log1p, 0, 1e-4, 4],
    ['tanh', tanh, Math.tanh, -12, 12, 3],
    ['tanh near 0', tanh, Math.tanh, -0.7, 0.7, 3],
    ['sigmoid', sigmoid, (x) => 1 / (1 + Math.exp(-x)), -40, 80, 4],
    ['erf', erf, trueErf, -5, 5, 4],
  ];
  it.each(cases)('%s', (_, compiled, truth, from, to, bound) => {
    const xs = numbers(from, to);
    expect(worstUlp(runCode(compiled, xs), xs, truth)).toBeLessThan(bound);
  });

  it('gives 0 for eˣ and -1 for eˣ - 1 below e⁻⁴⁰', () => {
    expect([...runCode(exp, Float32Array.of(-40.1, -1e4, Number.NEGATIVE_INFINITY, 0))]).toEqual([0, 0, 0, 1]);
    expect([...runCode(expMinusOne, Float32Array.of(-40.1, -1e4, Number.NEGATIVE_INFINITY, 0))]).toEqual([
      -1, -1, -1, 0,
    ]);
  });

  it('propagates NaN, so that divergence is detected', () => {
    for (const compiled of [exp, tanh, sigmoid, erf])
      expect(runCode(compiled, Float32Array.of(Number.NaN, 0, 0, 0))[0]).toBeNaN();
  });
});

describe('activations', () => {
  const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  const truths: [ActivationFunction, (x: number) => number][] = [
    [{ name: 'relu' }, (x) => Math.max(x, 0)],
    [{ name: 'relu', max: 6 }, (x) => Math.min(Math.max(x, 0), 6)],
    [{ name: 'leakyRelu', alpha: 0.3 }, (x) => (x > 0 ? x : 0.3 * x)],
    [{ name: 'leakyRelu', alpha: -0.3 }, (x) => (x > 0 ? x : -0.3 * x)],
    [{ name: 'thresholdedRelu', theta: 1 }, (x) => (x > 1 ? x : 0)],
    [{ name: 'sigmoid' }, (x) => 1 / (1 + Math.exp(-x))],
    [{ name: 'hardSigmoid' }, (x) => Math.min(Math.max(0.2 * x + 0.5, 0), 1)],
    [{ name: 'tanh' }, Math.tanh],
    [{ name: 'elu' }, (x) => (x >= 0 ? x : Math.expm1(x))],
    [{ name: 'selu' }, (x) => 1.0507009873554805 * (x >= 0 ? x : 1.6732632423543772 * Math.expm1(x))],
    [{ name: 'softplus' }, softplus],
    [{ name: 'softsign' }, (x) => x / (1 + Math.abs(x))],
    [{ name: 'swish' }, (x) => x / (1 + Math.exp(-x))],
    [{ name: 'mish' }, (x) => x * Math.tanh(softplus(x))],
    [{ name: 'gelu' }, (x) => (x * (1 + trueErf(x / Math.SQRT2))) / 2],
  ];

  it.each(truths)('$name gives its value', (activation, truth) => {
    const xs = numbers(-9, 9);
    const got = runCode(activationRule(activation).forward, xs);
    xs.forEach((x, i) => {
      expect(Math.abs(got[i] - truth(x))).toBeLessThan(1e-6 * Math.max(1, Math.abs(truth(x)))); // about 8 ulp of 1
    });
  });

  it.each(truths)('$name gives its derivative, by central differences', (activation, truth) => {
    const rule = activationRule(activation);
    const xs = numbers(-7.003, 6.997).filter((x) => [0, 1, 6, 2.5, -2.5].every((kink) => Math.abs(x - kink) > 1e-3));
    const padded = new Float32Array(Math.ceil(xs.length / 4) * 4);
    padded.set(xs);
    const kept = rule.derivativeOf === 'input' ? padded : runCode(rule.forward, padded);
    const got = runCode((f, value) => rule.backward(f, f.let(loadVectorOfOnes(f)), value), kept);
    const step = 1e-5;
    xs.forEach((x, i) => {
      const expected = (truth(x + step) - truth(x - step)) / (2 * step);
      expect(Math.abs(got[i] - expected)).toBeLessThan(3e-6); // the difference quotient's own error is about 1e-9
    });
  });
});

function loadVectorOfOnes(f: FunctionBuilder): Vector {
  const zero = f.let(loadVector(0));
  return zero.eq(zero).bitselect(1, 1);
}
