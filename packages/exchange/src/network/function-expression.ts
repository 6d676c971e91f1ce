// The formula of an activation, for formats that have no name for it. The definitions are those of Keras 3.
import { type Expression, expression, type Maths, type Term, type TermLike } from '@mlp-lab/core';
import type { ActivationFunction, NamedFunction } from './network';

type Formula = (x: Term, maths: Maths) => TermLike;

const hardSigmoid: Formula = (x, maths) => clip(maths, x.add(3), 0, 6).div(6);

/** Those that are functions of single numbers. */
const formulas: Record<Exclude<NamedFunction, 'softmax' | 'logSoftmax'>, Formula> = {
  linear: (x) => x,
  sigmoid: (x, { sigmoid }) => sigmoid(x),
  hardSigmoid,
  hardSigmoidTfjs: (x, maths) => clip(maths, x.mul(0.2).add(0.5), 0, 1),
  relu6: (x, maths) => clip(maths, x, 0, 6),
  tanh: (x, { tanh }) => tanh(x),
  selu: (x, { expm1 }) => x.greaterEqual(0).where(x.mul(SELU_SCALE), expm1(x).mul(SELU_SCALE * SELU_ALPHA)),
  softplus: (x, { softplus }) => softplus(x),
  softsign: (x) => x.div(x.abs().add(1)),
  silu: (x, { sigmoid }) => x.mul(sigmoid(x)),
  mish: (x, { tanh, softplus }) => x.mul(tanh(softplus(x))),
  gelu: (x, { erf }) => x.mul(0.5).mul(erf(x.mul(Math.SQRT1_2)).add(1)),
  geluTanh: (x, { tanh }) =>
    x.mul(0.5).mul(tanh(x.add(x.square().mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI))).add(1)),
  exponential: (x, { exp }) => exp(x),
  logSigmoid: (x, { softplus }) => softplus(x.neg()).neg(),
  hardSilu: (x, maths) => x.mul(hardSigmoid(x, maths)),
  hardTanh: (x, maths) => clip(maths, x, -1, 1),
  hardShrink: (x) => x.abs().greater(0.5).where(x, 0),
  softShrink: (x) => x.greater(0.5).where(x.sub(0.5), x.less(-0.5).where(x.add(0.5), 0)),
  tanhShrink: (x, { tanh }) => x.sub(tanh(x)),
  squareplus: (x, { sqrt }) => x.add(sqrt(x.square().add(4))).mul(0.5),
  sparsePlus: (x) => x.lessEqual(-1).where(0, x.less(1).where(x.add(1).square().mul(0.25), x)),
  sparseSigmoid: (x, maths) => clip(maths, x.add(1).mul(0.5), 0, 1),
};

const SELU_ALPHA = 1.6732632423543772; // Klambauer et al. 2017
const SELU_SCALE = 1.0507009873554805;

const clip = ({ maximum, minimum }: Maths, x: Term, low: number, high: number) => minimum(maximum(x, low), high);

/** The formula; undefined for softmax and logSoftmax, which are functions of rows. */
export function functionExpression(given: ActivationFunction): Expression | undefined {
  switch (given.name) {
    case 'formula':
      return given.expression;
    case 'rescaling':
      return expression((x) => x.mul(given.scale).add(given.offset));
    case 'elu':
    case 'celu':
      return exponentialLinear(given);
    case 'relu':
      return rectifier(given);
    case 'softmax':
    case 'logSoftmax':
      return undefined;
    default:
      return expression(formulas[given.name]);
  }
}

/** elu: alpha · (eˣ - 1) below 0; celu: alpha · (e^(x / alpha) - 1). */
function exponentialLinear({ name, alpha = 1 }: Extract<ActivationFunction, { name: 'elu' | 'celu' }>): Expression {
  return expression((x, { expm1 }) => x.greaterEqual(0).where(x, expm1(name === 'elu' ? x : x.div(alpha)).mul(alpha)));
}

/** As Keras computes it: with a threshold, numbers up to it are 0 before the slope is taken off. */
function rectifier(given: Extract<ActivationFunction, { name: 'relu' }>): Expression {
  const { negativeSlope = 0, maxValue, threshold = 0 } = given;
  return expression((x, maths) => {
    const { maximum, minimum } = maths;
    const above = threshold === 0 ? maximum(x, 0) : x.greater(threshold).where(x, 0);
    const positive = maxValue === undefined ? above : minimum(maximum(above, 0), maxValue);
    if (negativeSlope === 0) return positive;
    if (threshold === 0 && maxValue === undefined) return x.greater(0).where(x, x.mul(negativeSlope));
    return positive.sub(maximum(maths.constant(threshold).sub(x), 0).mul(negativeSlope));
  });
}
