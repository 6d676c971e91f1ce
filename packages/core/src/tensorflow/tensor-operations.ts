// What the operators of expressions mean for tensors.
import type { Tensor } from '@tensorflow/tfjs-core';
import { GREATEST_EXPONENT, LEAST_FLOAT } from '../expression/float-range';
import type { Interpretation } from '../expression/interpret';
import type { TensorFlow } from './tensorflow';

/**
 * The operators of expressions as operations on TensorFlow.js's tensors, for `interpret`. Operands of different shapes are broadcast.
 */
export const tensorOperations = (tf: TensorFlow): Interpretation<Tensor> => ({
  constant: (value) => tf.scalar(value),
  add: (a, b) => tf.add(a, b),
  sub: (a, b) => tf.sub(a, b),
  mul: (a, b) => tf.mul(a, b),
  div: (a, b) => tf.div(a, b),
  maximum: (a, b) => tf.maximum(a, b),
  minimum: (a, b) => tf.minimum(a, b),
  neg: (a) => tf.neg(a),
  abs: (a) => tf.abs(a),
  sqrt: (a) => tf.sqrt(a),
  exp: (a) => tf.exp(tf.minimum(a, GREATEST_EXPONENT)),
  expm1: (a) => tf.expm1(tf.minimum(a, GREATEST_EXPONENT)),
  log: (a) => tf.log(tf.maximum(a, LEAST_FLOAT)),
  log1p: (a) => tf.log1p(a),
  tanh: (a) => tf.tanh(a),
  sigmoid: (a) => tf.sigmoid(a),
  softplus: (a) => tf.softplus(a),
  erf: (a) => tf.erf(a),
  where: (a, b, yes, no) => tf.where(tf.greater(a, b), yes, no),
});
