// A formula applied to a tensor, by TensorFlow.js's operations.
import { derivative, type Expression, type Interpretation, interpret } from '@mlp-lab/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../tensorflow';

const GREATEST_POWER = 88.02;
const LEAST_FLOAT = 1.1754943508222875e-38;

/**
 * f(x), element by element, of x's shape. Its gradient is that of core's `derivative`, at kinks too: what the engine compiles and
 * what TensorFlow.js trains agree.
 */
export function applyExpression(tf: TensorFlow, expression: Expression, x: Tensor): Tensor {
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

/** A constant is one number until it is given the shape of x. */
const evaluate = (tf: TensorFlow, expression: Expression, x: Tensor): Tensor =>
  tf.tidy(() => tf.broadcastTo(interpret(expression, x, operations(tf)), x.shape));

const operations = (tf: TensorFlow): Interpretation<Tensor> => ({
  constant: (value) => tf.scalar(value),
  plus: (a, b) => tf.add(a, b),
  minus: (a, b) => tf.sub(a, b),
  times: (a, b) => tf.mul(a, b),
  over: (a, b) => tf.div(a, b),
  maximum: (a, b) => tf.maximum(a, b),
  minimum: (a, b) => tf.minimum(a, b),
  negated: (a) => tf.neg(a),
  absolute: (a) => tf.abs(a),
  sqrt: (a) => tf.sqrt(a),
  exp: (a) => tf.exp(tf.minimum(a, GREATEST_POWER)),
  expm1: (a) => tf.expm1(tf.minimum(a, GREATEST_POWER)),
  log: (a) => tf.log(tf.maximum(a, LEAST_FLOAT)),
  log1p: (a) => tf.log1p(a),
  tanh: (a) => tf.tanh(a),
  sigmoid: (a) => tf.sigmoid(a),
  softplus: (a) => tf.softplus(a),
  erf: (a) => tf.erf(a),
  choose: (a, b, yes, no) => tf.where(tf.greater(a, b), yes, no),
});
