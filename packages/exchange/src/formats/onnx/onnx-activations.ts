// ONNX's activations, with the settings of each.
import type { Write } from '../../graph/graph-builder';
import { unsupported } from '../../network/exchange-error';
import type { ActivationFunction } from '../../network/network';
import { after, constantOf, formula, type Operator, type Operators, operandOf, rowsOf } from './onnx-values';

const named =
  (given: ActivationFunction): Operator =>
  ([x], context) =>
    after(context.name, { kind: 'activation', function: given }, x, context);

/** A function of single numbers that has no name. */
const unnamed =
  (write: Write): Operator =>
  ([x], context) =>
    formula(write, [operandOf(x, context)], context);

/** Functions of rows work along the last axis; before opset 13, on all axes from `axis` on. */
const alongRows =
  (name: 'softmax' | 'logSoftmax'): Operator =>
  ([x], context) => {
    const { integer, opset, title, builder } = context;
    const axis = integer('axis', opset < 13 ? 1 : -1);
    const last = builder.shapeOf(rowsOf(x, context)).length;
    if (last !== 1 || (axis !== -1 && axis !== 1))
      throw unsupported(`${title} works along axis ${axis} of rows with ${last} axes: expected flat rows`);
    return named({ name })([x], context);
  };

/** Settings are float32 in files: equal to seven digits is equal. */
const isAbout = (a: number, b: number) => Math.abs(a - b) < 2e-7 * Math.abs(b);

const SELU_ALPHA = 1.6732632423543772;
const SELU_GAMMA = 1.0507009873554805;

export const activationOperators: Operators = {
  Relu: named({ name: 'relu' }),
  Softsign: named({ name: 'softsign' }),
  HardSwish: named({ name: 'hardSilu' }),
  Mish: named({ name: 'mish' }),
  LeakyRelu: (inputs, context) => named({ name: 'relu', negativeSlope: context.float('alpha', 0.01) })(inputs, context),
  ThresholdedRelu: (inputs, context) => named({ name: 'relu', threshold: context.float('alpha', 1) })(inputs, context),
  Elu: (inputs, context) => named({ name: 'elu', alpha: context.float('alpha', 1) })(inputs, context),
  Celu: (inputs, context) => named({ name: 'celu', alpha: context.float('alpha', 1) })(inputs, context),
  Selu(inputs, context) {
    const [alpha, gamma] = [context.float('alpha', SELU_ALPHA), context.float('gamma', SELU_GAMMA)];
    if (isAbout(alpha, SELU_ALPHA) && isAbout(gamma, SELU_GAMMA)) return named({ name: 'selu' })(inputs, context);
    return unnamed(([x], { expm1 }) => x.greater(0).where(x.mul(gamma), expm1(x).mul(gamma * alpha)))(inputs, context);
  },
  Gelu(inputs, context) {
    const how = context.text('approximate', 'none');
    if (how === 'none') return named({ name: 'gelu' })(inputs, context);
    if (how === 'tanh') return named({ name: 'geluTanh' })(inputs, context);
    throw unsupported(`${context.title}: approximate: expected none or tanh, received ${how}`);
  },
  Swish(inputs, context) {
    const alpha = context.float('alpha', 1);
    if (alpha === 1) return named({ name: 'silu' })(inputs, context);
    return unnamed(([x], { sigmoid }) => x.mul(sigmoid(x.mul(alpha))))(inputs, context);
  },
  HardSigmoid(inputs, context) {
    const [alpha, beta] = [context.float('alpha', 0.2), context.float('beta', 0.5)];
    if (beta === 0.5 && isAbout(alpha, 0.2)) return named({ name: 'hardSigmoidTfjs' })(inputs, context);
    if (beta === 0.5 && isAbout(alpha, 1 / 6)) return named({ name: 'hardSigmoid' })(inputs, context);
    return unnamed(([x], { maximum, minimum }) => minimum(maximum(x.mul(alpha).add(beta), 0), 1))(inputs, context);
  },
  Shrink(inputs, context) {
    const [edge, bias] = [context.float('lambd', 0.5), context.float('bias', 0)];
    return unnamed(([x]) => x.greater(edge).where(x.sub(bias), x.less(-edge).where(x.add(bias), 0)))(inputs, context);
  },
  PRelu([x, slope], context) {
    const row = context.builder.shapeOf(rowsOf(x, context));
    const { shape, data } = constantOf(slope, 'slopes', context);
    const padded = [...Array<number>(Math.max(0, row.length - shape.length)).fill(1), ...shape].slice(-row.length);
    return after(context.name, { kind: 'prelu', alpha: { shape: padded, data } }, x, context);
  },
  Softmax: alongRows('softmax'),
  LogSoftmax: alongRows('logSoftmax'),
};
