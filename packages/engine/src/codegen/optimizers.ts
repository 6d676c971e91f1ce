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
  f.let(mean.add(sample.sub(mean).mul(share)));
/** decay · mean + share · sample, where share is 1 - decay */
const blend = (f: FunctionBuilder, mean: Vector, sample: Vector, decay: Vector, share: Vector) =>
  f.let(mean.mul(decay).add(sample.mul(share)));

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
    const velocity = runningMean(f, v, f.let(g.mul(g)), share2);
    return { w: w.sub(momentum.mul(rate).div(velocity.sqrt().add(epsilon))), slots: [momentum, velocity] };
  },
};

const rules: { readonly [N in Name]: RuleOf<N> } = {
  sgd: {
    scalars: ({ learningRate }) => [learningRate],
    update: (_, { w, g, scalars: [rate] }) => ({ w: w.sub(g.mul(rate)), slots: [] }),
  },

  momentum: {
    scalars: ({ learningRate, momentum }) => [learningRate, momentum],
    update(f, { w, g, slots: [m], scalars: [rate, momentum] }) {
      const velocity = f.let(m.mul(momentum).sub(g.mul(rate)));
      return { w: w.add(velocity), slots: [velocity] };
    },
  },

  nesterov: {
    scalars: ({ learningRate, momentum }) => [learningRate, momentum],
    update(f, { w, g, slots: [m], scalars: [rate, momentum] }) {
      const descent = f.let(g.mul(rate));
      const velocity = f.let(m.mul(momentum).sub(descent));
      return { w: w.add(velocity.mul(momentum).sub(descent)), slots: [velocity] };
    },
  },

  adagrad: {
    scalars: ({ learningRate, epsilon }) => [learningRate, epsilon],
    update(f, { w, g, slots: [a], scalars: [rate, epsilon] }) {
      const accumulator = f.let(a.add(g.mul(g)));
      return { w: w.sub(g.mul(rate).div(accumulator.add(epsilon).sqrt())), slots: [accumulator] };
    },
  },

  adadelta: {
    scalars: ({ learningRate, rho, epsilon }) => [learningRate, rho, 1 - rho, epsilon],
    update(f, { w, g, slots: [gradients, changes], scalars: [rate, rho, share, epsilon] }) {
      const newGradients = blend(f, gradients, g.mul(g), rho, share);
      const change = f.let(changes.add(epsilon).sqrt().mul(g).div(newGradients.add(epsilon).sqrt()));
      const newChanges = blend(f, changes, change.mul(change), rho, share);
      return { w: w.sub(change.mul(rate)), slots: [newGradients, newChanges] };
    },
  },

  rmsprop: {
    scalars: ({ learningRate, rho, epsilon }) => [learningRate, rho, 1 - rho, epsilon],
    update(f, { w, g, slots: [v], scalars: [rate, rho, share, epsilon] }) {
      const velocity = blend(f, v, g.mul(g), rho, share);
      return { w: w.sub(g.mul(rate).div(velocity.add(epsilon).sqrt())), slots: [velocity] };
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
      const norm = f.let(u.mul(beta2).pmax(g.abs()));
      const scale = norm.add(epsilon).mul(correction);
      return { w: w.sub(momentum.mul(rate).div(scale)), slots: [momentum, norm] };
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
      const velocity = runningMean(f, v, f.let(g.mul(g)), share2);
      const ahead = momentum.mul(ofMean).add(g.mul(ofGradient));
      const root = velocity.div(correction).sqrt().add(epsilon);
      return { w: w.sub(ahead.mul(rate).div(root)), slots: [momentum, velocity] };
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
      const w = f.let(before.w.sub(before.w.mul(decay).mul(rate)));
      return adam.update(f, { ...before, w });
    },
  },
};

export function optimizerRule(name: Name): OptimizerRule {
  return rules[name] as OptimizerRule;
}
