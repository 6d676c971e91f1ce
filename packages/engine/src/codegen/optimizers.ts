// One step of each optimizer on four weights at once, by Keras 3's rules. What changes from step to step and not from weight
// to weight (rates, corrections) is worked out in JavaScript by additions, multiplications and square roots, rounded to floats
// as Keras's are, and read from a row of scalars.
import { nadamMomentum, nadamMomentumProduct, power } from '@mlp-lab/core';
import type { ProgramOptimizer } from '../program';
import type { FunctionBuilder } from './assembler/function';
import type { Vector } from './assembler/vector';

type Name = ProgramOptimizer['name'];

/** Four weights w, their gradient g and what the optimizer remembers of them, before a step. */
interface Before {
  readonly w: Vector;
  readonly g: Vector;
  readonly slots: readonly Vector[];
  /** This step's scalars, each four times, in the order of the rule's `scalars`. */
  readonly scalars: readonly Vector[];
}

/** The same after it. */
interface After {
  readonly w: Vector;
  readonly slots: readonly Vector[];
}

export interface OptimizerRule<O extends ProgramOptimizer = ProgramOptimizer> {
  /** At most eight numbers. `step` counts from 1. */
  readonly scalars: (optimizer: O, step: number) => number[];
  readonly update: (f: FunctionBuilder, before: Before) => After;
}

type Named<N extends Name, O = ProgramOptimizer> = O extends { name: infer M extends Name }
  ? N extends M
    ? O & ProgramOptimizer
    : never
  : never;
type RuleOf<N extends Name> = OptimizerRule<Named<N>>;

/** mean + (sample - mean) · share, as Keras orders it. */
const runningMean = (f: FunctionBuilder, mean: Vector, sample: Vector, share: Vector) =>
  f.let(mean.plus(sample.minus(mean).times(share)));
/** decay · mean + share · sample, where share is 1 - decay */
const blend = (f: FunctionBuilder, mean: Vector, sample: Vector, decay: Vector, share: Vector) =>
  f.let(mean.times(decay).plus(sample.times(share)));

const adam: RuleOf<'adam'> = {
  scalars({ learningRate, beta1, beta2, epsilon, isTensorFlows }, step) {
    const correction = Math.sqrt(1 - power(beta2, step));
    return [
      (learningRate * correction) / (1 - power(beta1, step)),
      1 - beta1,
      1 - beta2,
      isTensorFlows ? epsilon * correction : epsilon,
    ];
  },
  update(f, { w, g, slots: [m, v], scalars: [rate, share1, share2, epsilon] }) {
    const momentum = runningMean(f, m, g, share1);
    const velocity = runningMean(f, v, f.let(g.times(g)), share2);
    return { w: w.minus(momentum.times(rate).over(velocity.root().plus(epsilon))), slots: [momentum, velocity] };
  },
};

const rules: { readonly [N in Name]: RuleOf<N> } = {
  sgd: {
    scalars: ({ learningRate }) => [learningRate],
    update: (_, { w, g, scalars: [rate] }) => ({ w: w.minus(g.times(rate)), slots: [] }),
  },

  momentum: {
    scalars: ({ learningRate, momentum }) => [learningRate, momentum],
    update(f, { w, g, slots: [m], scalars: [rate, momentum] }) {
      const velocity = f.let(m.times(momentum).minus(g.times(rate)));
      return { w: w.plus(velocity), slots: [velocity] };
    },
  },

  nesterov: {
    scalars: ({ learningRate, momentum }) => [learningRate, momentum],
    update(f, { w, g, slots: [m], scalars: [rate, momentum] }) {
      const descent = f.let(g.times(rate));
      const velocity = f.let(m.times(momentum).minus(descent));
      return { w: w.plus(velocity.times(momentum).minus(descent)), slots: [velocity] };
    },
  },

  adagrad: {
    scalars: ({ learningRate, epsilon }) => [learningRate, epsilon],
    update(f, { w, g, slots: [a], scalars: [rate, epsilon] }) {
      const accumulator = f.let(a.plus(g.times(g)));
      return { w: w.minus(g.times(rate).over(accumulator.plus(epsilon).root())), slots: [accumulator] };
    },
  },

  adadelta: {
    scalars: ({ learningRate, rho, epsilon }) => [learningRate, rho, 1 - rho, epsilon],
    update(f, { w, g, slots: [gradients, changes], scalars: [rate, rho, share, epsilon] }) {
      const newGradients = blend(f, gradients, g.times(g), rho, share);
      const change = f.let(changes.plus(epsilon).root().times(g).over(newGradients.plus(epsilon).root()));
      const newChanges = blend(f, changes, change.times(change), rho, share);
      return { w: w.minus(change.times(rate)), slots: [newGradients, newChanges] };
    },
  },

  rmsprop: {
    scalars: ({ learningRate, rho, epsilon }) => [learningRate, rho, 1 - rho, epsilon],
    update(f, { w, g, slots: [v], scalars: [rate, rho, share, epsilon] }) {
      const velocity = blend(f, v, g.times(g), rho, share);
      return { w: w.minus(g.times(rate).over(velocity.plus(epsilon).root())), slots: [velocity] };
    },
  },

  adam,

  adamax: {
    scalars: ({ learningRate, beta1, beta2, epsilon }, step) => [
      learningRate,
      1 - beta1,
      beta2,
      epsilon,
      1 - power(beta1, step),
    ],
    update(f, { w, g, slots: [m, u], scalars: [rate, share1, beta2, epsilon, correction] }) {
      const momentum = runningMean(f, m, g, share1);
      const norm = f.let(u.times(beta2).most(g.absolute()));
      const scale = norm.plus(epsilon).times(correction);
      return { w: w.minus(momentum.times(rate).over(scale)), slots: [momentum, norm] };
    },
  },

  nadam: {
    scalars({ learningRate, beta1, beta2, epsilon }, step) {
      const now = nadamMomentum(step, beta1);
      const next = nadamMomentum(step + 1, beta1);
      const product = nadamMomentumProduct(step, beta1);
      return [
        learningRate,
        1 - beta1,
        1 - beta2,
        epsilon,
        next / (1 - product * next),
        (1 - now) / (1 - product),
        1 - power(beta2, step),
      ];
    },
    update(f, { w, g, slots: [m, v], scalars: [rate, share1, share2, epsilon, ofMean, ofGradient, correction] }) {
      const momentum = runningMean(f, m, g, share1);
      const velocity = runningMean(f, v, f.let(g.times(g)), share2);
      const ahead = momentum.times(ofMean).plus(g.times(ofGradient));
      const root = velocity.over(correction).root().plus(epsilon);
      return { w: w.minus(ahead.times(rate).over(root)), slots: [momentum, velocity] };
    },
  },

  adamw: {
    scalars: (optimizer, step) => [
      ...adam.scalars({ ...optimizer, name: 'adam' }, step),
      optimizer.weightDecay,
      optimizer.learningRate,
    ],
    update(f, before) {
      const [, , , , decay, rate] = before.scalars;
      const w = f.let(before.w.minus(before.w.times(decay).times(rate)));
      return adam.update(f, { ...before, w });
    },
  },
};

export function optimizerRule(name: Name): OptimizerRule {
  return rules[name] as OptimizerRule;
}
