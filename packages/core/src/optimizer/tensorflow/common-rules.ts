// The rules of tf.train.sgd and tf.train.adam as plain data, as `optimizerRule` composes them: apps that use no other optimizer need not
// load what composes rules.
import type { Operation } from '../../expression/expression-tree';
import type { OptimizerRule, StepOperator } from '../optimizer-rule';

type Part = number | string | Operation<string, StepOperator>;

const op = (operator: StepOperator, ...operands: Part[]): Operation<string, StepOperator> => ({ operator, operands });

const [beta1, beta2, learningRate, epsilon] = ['beta1', 'beta2', 'learningRate', 'epsilon'].map(
  (name) => `hyperparameters.${name}`,
);

/** previous + (now - previous) · share */
const average = (previous: string, now: Part, share: string) =>
  op('add', previous, op('mul', op('sub', now, previous), share));

const momentum = average('slots.momentum', 'gradient', 'scalars.0');
const velocity = average('slots.velocity', op('mul', 'gradient', 'gradient'), 'scalars.2');
const correction = (beta: string) => op('sub', 1, op('pow', beta, 'step'));
const rootOfCorrection = op('sqrt', correction(beta2));

/** By TensorFlow.js's class name; `tensorFlowOptimizers` composes the same, and all others. */
export const commonRules = {
  SGD: {
    slots: [],
    products: [],
    scalars: [learningRate],
    weight: op('sub', 'weight', op('mul', 'gradient', 'scalars.0')),
  },
  Adam: {
    slots: [
      { name: 'momentum', initial: 0, next: momentum },
      { name: 'velocity', initial: 0, next: velocity },
    ],
    products: [],
    scalars: [
      op('sub', 1, beta1),
      op('div', op('mul', rootOfCorrection, learningRate), correction(beta1)),
      op('sub', 1, beta2),
      op('mul', epsilon, rootOfCorrection),
    ],
    weight: op(
      'sub',
      'weight',
      op('div', op('mul', momentum, 'scalars.1'), op('add', op('sqrt', velocity), 'scalars.3')),
    ),
  },
} as unknown as Readonly<Record<'SGD' | 'Adam', OptimizerRule>>;
