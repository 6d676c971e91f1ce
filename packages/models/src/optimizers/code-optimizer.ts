// From a composed optimizer to one of TensorFlow.js's operations.
import {
  type ComposedOptimizer,
  type Hyperparameters,
  initialSlot,
  interpreter,
  optimizerRule,
  stepScalars,
  type WeightExpression,
} from '@mlp-lab/core';
import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import { tensorOperations } from '@mlp-lab/core/tensorflow';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { CodedOptimizer, OptimizerState } from './optimizer-definition';

/** The optimizer whose `update` interprets the rule. Its arithmetic is float32, as Keras's. */
export function codeOptimizer(optimizer: ComposedOptimizer): CodedOptimizer {
  const { title, defaults } = optimizer;
  const { slots, weight, ...rule } = optimizerRule(optimizer);
  const scalarsOf = stepScalars({ slots, weight, ...rule });
  return {
    title,
    defaults,
    slots: slots.map(({ name }) => name),
    initialSlot: (hyper, name) => initialSlot(slots.find((slot) => slot.name === name)!, hyper),

    update(tf, state, hyper) {
      const after = interpreter(variables(tf, state, hyper), tensorOperations(tf));
      const shaped = (expression: WeightExpression) => tf.broadcastTo(after(expression), state.value.shape);
      return { slots: slots.map(({ next }) => shaped(next)), value: shaped(weight) };
    },
  };

  function variables(tf: TensorFlow, { value, gradient, slots: before, step }: OptimizerState, hyper: Hyperparameters) {
    const tensors: Record<string, Tensor> = { weight: value, gradient };
    for (const [i, { name }] of slots.entries()) tensors[`slots.${name}`] = before[i];
    for (const [i, scalar] of scalarsOf(hyper, step).entries()) tensors[`scalars.${i}`] = tf.scalar(scalar);
    return (name: string) => tensors[name];
  }
}
