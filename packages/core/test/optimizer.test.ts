import {
  addDecayedWeights,
  type ComposedOptimizer,
  chain,
  checkOptimizerRule,
  commonRules,
  initialSlot,
  keepsZeros,
  kerasOptimizers,
  MlpLabError,
  optimizerRule,
  scaleByAdam,
  scaleByLearningRate,
  stepScalars,
  type Transformation,
  tensorFlowOptimizers,
  trace,
} from '@mlp-lab/core';
import { describe, expect, it } from 'vitest';

const composed = (transformation: Transformation, defaults = {}): ComposedOptimizer => ({
  title: 'Mine',
  defaults: { learningRate: 0.1, ...defaults },
  transformation,
});
const ruleOf = (transformation: Transformation, defaults = {}) => optimizerRule(composed(transformation, defaults));
const tensorFlow = Object.entries(tensorFlowOptimizers).flatMap(([name, optimizer]) => [
  [name, optimizer({})],
  [`${name} with its switches on`, optimizer({ useNesterov: true, centered: true })],
]);
const all = { ...kerasOptimizers, ...Object.fromEntries(tensorFlow) } as Record<string, ComposedOptimizer>;

describe('the rule of an optimizer', () => {
  it.each(Object.entries(all))('of %s is plain data that uses nothing else', (_, optimizer) => {
    const rule = optimizerRule(optimizer);
    expect(structuredClone(rule)).toEqual(rule);
    expect(JSON.parse(JSON.stringify(rule))).toEqual(rule);
    expect(checkOptimizerRule(rule, Object.keys(optimizer.defaults))).toBe(rule);
  });

  it.each(Object.entries(commonRules))('of tf.train’s %s is the same as data and composed', (name, rule) => {
    expect(rule).toEqual(optimizerRule(tensorFlowOptimizers[name]({})));
  });

  it('is composed once', () => {
    expect(optimizerRule(kerasOptimizers.adam)).toBe(optimizerRule(kerasOptimizers.adam));
  });

  it('of SGD is a formula of the weight and its gradient', () => {
    expect(optimizerRule(kerasOptimizers.sgd)).toEqual({
      slots: [],
      products: [],
      scalars: ['hyperparameters.learningRate'],
      weight: {
        operator: 'sub',
        operands: ['weight', { operator: 'mul', operands: ['gradient', 'scalars.0'] }],
      },
    });
  });

  it('computes what depends on the step and hyperparameters alone once a step', () => {
    const rule = optimizerRule(kerasOptimizers.adam);
    const scalars = stepScalars(rule)({ learningRate: 0.5, beta1: 0.5, beta2: 0.75, epsilon: 1e-3 }, 2);
    // 1 - β₁, rate √(1 - β₂²) / (1 - β₁²), 1 - β₂, ε
    expect(scalars).toEqual([0.5, (0.5 * Math.sqrt(1 - 0.5625)) / 0.75, 0.25, 1e-3]);
  });

  it('multiplies a quotient by the learning rate before it divides, unless a slot needs the quotient', () => {
    const quotient: Transformation = (g, { hyperparameter }) => g.div(g.abs().add(hyperparameter('epsilon')));
    const kept: Transformation = (u, { slot }) => {
      slot('last', () => u);
      return u;
    };
    const outermost = (transformation: Transformation) => {
      const { weight } = ruleOf(transformation, { epsilon: 1 });
      const [, update] = (weight as unknown as { operands: { operator: string }[] }).operands;
      return update.operator;
    };
    expect(outermost(chain(quotient, scaleByLearningRate()))).toBe('div');
    expect(outermost(chain(quotient, kept, scaleByLearningRate()))).toBe('mul');
  });

  it('takes numbers in place of hyperparameters', () => {
    const { scalars, weight } = ruleOf(chain(trace({ decay: 0.5 }), scaleByLearningRate()));
    expect(scalars).toEqual(['hyperparameters.learningRate']);
    expect(JSON.stringify(weight)).toContain('[0.5,"slots.momentum"]');
  });

  it('decays weights within the gradient, as PyTorch does', () => {
    const { weight } = ruleOf(chain(addDecayedWeights(), scaleByLearningRate()), { weightDecay: 0.1 });
    expect(JSON.stringify(weight)).toContain('["gradient",{"operator":"mul","operands":["weight","scalars.');
  });

  it('has slots that begin where the optimizer says', () => {
    const [accumulator] = optimizerRule(kerasOptimizers.adagrad).slots;
    expect(initialSlot(accumulator, { learningRate: 1, initialAccumulator: 0.25, epsilon: 0 })).toBe(0.25);
    for (const slot of optimizerRule(kerasOptimizers.adam).slots) expect(initialSlot(slot, {})).toBe(0);
  });

  const mistakes: [string, Transformation, RegExp][] = [
    [
      'a hyperparameter that it does not have',
      scaleByAdam(),
      /a hyperparameter of Mine: expected one of learningRate, received beta1/,
    ],
    ['two slots of one name', chain(trace({ decay: 0.9 }), trace({ decay: 0.9 })), /slots of Mine.*momentum twice/],
    [
      'a power of a gradient',
      (g, { pow }) => pow(g, 2),
      /optimizer Mine: pow must be made of the step and hyperparameters/,
    ],
    [
      'an initial value that is a weight',
      (g, { slot, weight }) => slot('s', () => g, weight),
      /the initial value of a slot must be/,
    ],
  ];
  it.each(mistakes)('refuses %s', (_, transformation, message) => {
    expect(() => ruleOf(transformation)).toThrow(MlpLabError);
    expect(() => ruleOf(transformation)).toThrow(message);
  });
});

describe('the scalars of a step', () => {
  it('have products over the steps in float32, which are remembered for these hyperparameters only', () => {
    const grow: Transformation = (g, { cumprod, hyperparameter, scale }) => scale(g, cumprod(hyperparameter('factor')));
    const scalars = stepScalars(ruleOf(grow, { factor: 1 }));
    const at = (factor: number, step: number) => scalars({ learningRate: 1, factor }, step);
    expect(at(0.5, 3)).toEqual([0.125]);
    expect(at(0.5, 2)).toEqual([0.25]);
    expect(at(0.1, 2)).toEqual([Math.fround(Math.fround(0.1) * 0.1)]);
    expect(at(0.5, 126)).toEqual([2 ** -126]);
    expect(at(0.5, 128)).toEqual([0]); // no denormal float
    expect(at(0.5, 3)).toEqual([0.125]);
  });

  it.each([
    [0.9, 1],
    [0.999, 7],
    [0.999, 1000],
    [0.9, 131_300],
  ])('have powers of the float %d, here to the exponent %d, as floats', (base, exponent) => {
    const raised: Transformation = (g, { pow, hyperparameter, step, scale }) =>
      scale(g, pow(hyperparameter('base'), step));
    const [power] = stepScalars(ruleOf(raised, { base: 0 }))({ learningRate: 1, base }, exponent);
    const expected = Math.fround(base) ** exponent;
    expect(power).toBe(Math.fround(power));
    expect(Math.abs(power - expected)).toBeLessThanOrEqual(2 ** -24 * expected);
  });

  it("warm Nadam's momentum up from half of β₁", () => {
    const scalars = stepScalars(optimizerRule(kerasOptimizers.nadam));
    const hyperparameters = { ...kerasOptimizers.nadam.defaults, beta1: 0.9 };
    const [, ofMomentum, ofGradient] = scalars(hyperparameters, 1);
    const [now, next] = [1, 2].map((step) => 0.9 * (1 - 0.5 * 0.96 ** step));
    expect(ofMomentum).toBeCloseTo(next / (1 - now * next), 6);
    expect(ofGradient).toBeCloseTo(1, 6);
    expect(scalars(hyperparameters, 5000)[1]).toBeCloseTo(0.9, 6); // the product has died away
  });
});

describe('keepsZeros', () => {
  it.each(Object.entries(all))('%s leaves weights of 0 without gradients as they are', (_, optimizer) => {
    expect(keepsZeros(optimizerRule(optimizer))).toBe(true);
  });

  it('finds what moves them, at once or by a slot', () => {
    expect(keepsZeros(ruleOf((g) => g.add(1)))).toBe(false);
    const counted: Transformation = (g, { slot }) => g.add(slot('count', (count) => count.add(1)));
    expect(keepsZeros(ruleOf(counted))).toBe(false);
    const late: Transformation = (g, { slot, previous }) => {
      slot('first', () => previous('second'));
      slot('second', (second) => second.add(1));
      return g.add(previous('first'));
    };
    expect(keepsZeros(ruleOf(late))).toBe(false);
    const harmless: Transformation = (g, { slot }) => g.div(slot('count', (count) => count.add(1)));
    expect(keepsZeros(ruleOf(harmless))).toBe(true);
  });
});

describe('checkOptimizerRule', () => {
  it('refuses what is no rule, or uses what the optimizer does not have', () => {
    const rule = optimizerRule(kerasOptimizers.adam);
    expect(() => checkOptimizerRule({}, [])).toThrow('expected { slots, products, scalars, weight }, received {}');
    expect(() => checkOptimizerRule(rule, ['learningRate'])).toThrow('received "hyperparameters.beta1"');
    expect(() =>
      checkOptimizerRule({ ...rule, weight: 'scalars.9' }, Object.keys(kerasOptimizers.adam.defaults)),
    ).toThrow('received "scalars.9"');
  });
});
