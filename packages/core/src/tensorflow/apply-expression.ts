// Applies a formula to a tensor with TensorFlow.js's operations.
import type { Tensor } from '@tensorflow/tfjs-core';
import { invalidArgument } from '../checks/check-argument';
import { describeValue } from '../checks/describe-value';
import { checkExpression } from '../expression/check-expression';
import { derivative } from '../expression/derivative';
import type { Expression } from '../expression/expression-tree';
import { interpret } from '../expression/interpret';
import { tensorOperations } from './tensor-operations';
import type { TensorFlow } from './tensorflow';

/**
 * f(x), element by element, with x's shape. Its gradient is core's `derivative`, also at kinks, so that TensorFlow.js and the engine
 * agree.
 *
 * @throws MlpLabError `invalid-argument` where `tf` is not TensorFlow.js, `x` no tensor, or `expression` no expression of x.
 */
export function applyExpression(tf: TensorFlow, expression: Expression, x: Tensor): Tensor {
  if (typeof tf?.customGrad !== 'function') throw invalidArgument('tf', 'TensorFlow.js', describeValue(tf));
  if (typeof x?.dataId !== 'object') throw invalidArgument('x', 'a tensor', describeValue(x));
  checkExpression(expression);
  const apply = tf.customGrad((input, save) => {
    (save as GradSaver)([input as Tensor]);
    return {
      value: evaluate(tf, expression, input as Tensor),
      gradFunc: (dy: Tensor, [saved]: Tensor[]) => tf.mul(dy, evaluate(tf, derivative(expression), saved)),
    };
  });
  return apply(x);
}

type GradSaver = (tensors: Tensor[]) => void;

/** The value of a constant expression is a scalar: broadcast to the shape of x. */
const evaluate = (tf: TensorFlow, expression: Expression, x: Tensor): Tensor =>
  tf.tidy(() => tf.broadcastTo(interpret(expression, { x }, tensorOperations(tf)), x.shape));
