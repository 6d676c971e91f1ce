// What ONNX's operators mean in a perceptron: one function each, from the values of its inputs to that of its output.
import { sizeFromShape } from '@mlp-lab/core';
import type { GraphBuilder, Rows, Write } from '../../graph/graph-builder';
import { unsupported } from '../../network/exchange-error';
import type { ActivationFunction, Operation, Weight } from '../../network/network';
import { transpose } from '../../network/transpose';

export type Value =
  | { readonly kind: 'rows'; readonly rows: Rows }
  | ({ readonly kind: 'constant' } & Weight)
  /** a > b, or its opposite, for Where. */
  | { readonly kind: 'condition'; readonly operands: readonly [Operand, Operand]; readonly isOpposite: boolean };

type Operand = Rows | number;

export interface OperatorContext {
  readonly builder: GraphBuilder;
  readonly opset: number;
  readonly name: string;
  /** `layer fc1 (Gemm)`, for messages. */
  readonly title: string;
  integer(attribute: string, byDefault: number): number;
  float(attribute: string, byDefault: number): number;
  integers(attribute: string): number[] | undefined;
  floats(attribute: string): number[] | undefined;
  /** The attribute `value`. */
  readonly constant?: Weight;
}

type Operator = (inputs: readonly (Value | undefined)[], context: OperatorContext) => Value;

const rowsOf = (value: Value | undefined, { title }: OperatorContext): Rows => {
  if (value?.kind === 'rows') return value.rows;
  throw unsupported(`${title}: expected rows that depend on the input, received ${value?.kind ?? 'nothing'}`);
};

function constantOf(value: Value | undefined, what: string, { title }: OperatorContext): Weight {
  if (value?.kind === 'constant') return value;
  throw unsupported(`${title}: expected ${what} as a constant, received ${value?.kind ?? 'nothing'}`);
}

const after = (name: string, operation: Operation, value: Value | undefined, context: OperatorContext): Value => ({
  kind: 'rows',
  rows: context.builder.layer(name, operation, [rowsOf(value, context)]),
});

/** A vector for each column of rows of `width` numbers, from a constant that ONNX would broadcast. */
function vectorOf({ shape, data }: Weight, width: number, what: string, { title }: OperatorContext): Weight {
  if (data.length === width && sizeFromShape(shape.slice(0, -1)) === 1) return { shape: [width], data };
  if (data.length === 1) return { shape: [width], data: new Float32Array(width).fill(data[0]) };
  throw unsupported(`${title}: expected ${what} of ${width} numbers, received the shape [${shape}]`);
}

function matrixOf(value: Value | undefined, context: OperatorContext): Weight {
  const kernel = constantOf(value, 'a matrix of weights', context);
  if (kernel.shape.length === 2) return kernel;
  throw unsupported(`${context.title}: expected a matrix of weights, received the shape [${kernel.shape}]`);
}

const scaled = ({ shape, data }: Weight, factor: number): Weight =>
  factor === 1 ? { shape, data } : { shape, data: data.map((value) => value * factor) };

/** A function of single numbers; of rows and constants, or of constants alone. */
const elementwise =
  (write: Write): Operator =>
  (inputs, context) => {
    const operands = inputs.filter((input) => input !== undefined).map((input) => operandOf(input, context));
    return formula(write, operands, context);
  };

function operandOf(value: Value, context: OperatorContext): Operand {
  if (value.kind === 'rows') return value.rows;
  if (value.kind === 'constant' && value.data.length === 1) return value.data[0];
  throw unsupported(
    `${context.title}: expected one number for all columns, received ${value.kind === 'constant' ? `a constant of the shape [${value.shape}]` : 'a condition'}`,
  );
}

function formula(write: Write, operands: readonly Operand[], context: OperatorContext): Value {
  if (operands.every((operand) => typeof operand === 'number'))
    throw unsupported(`${context.title}: expected rows that depend on the input, received constants alone`);
  const rows = context.builder.formula(context.title, write, operands);
  if (rows) return { kind: 'rows', rows };
  throw unsupported(`${context.title} joins two branches of the network: only Add may`);
}

const named =
  (given: ActivationFunction): Operator =>
  ([x], context) =>
    after(context.name, { kind: 'activation', function: given }, x, context);

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

/** The shape of a row in the shape that ONNX gives: the first axis is that of the rows. */
function reshape(shape: readonly number[], value: Value | undefined, context: OperatorContext): Value {
  const row = context.builder.shapeOf(rowsOf(value, context));
  const size = sizeFromShape(row);
  const target = shape.slice(1).map((length, i) => (length === 0 ? row[i] : length));
  const open = target.indexOf(-1);
  if (open >= 0) target[open] = size / Math.abs(sizeFromShape(target));
  if (shape.length < 2 || (shape[0] > 0 && open >= 0 && shape[0] !== 1) || sizeFromShape(target) !== size)
    throw unsupported(`${context.title}: expected rows of ${size} numbers to stay rows, received the shape [${shape}]`);
  if (String(target) === String(row)) return value!;
  const operation: Operation = target.length === 1 ? { kind: 'flatten' } : { kind: 'reshape', shape: target };
  return after(context.name, operation, value, context);
}

const condition =
  (isOpposite: boolean, isSwapped: boolean): Operator =>
  (inputs, context) => {
    const [a, b] = inputs.map((input) => operandOf(input!, context));
    return { kind: 'condition', operands: isSwapped ? [b, a] : [a, b], isOpposite };
  };

const same: Operator = ([x]) => x!;

/** x · kernel, and its bias where Add follows at once: the layer is made by the first operation that is not one. */
function dense(x: Value | undefined, kernel: Weight, bias: Weight | undefined, context: OperatorContext): Value {
  const { builder, name } = context;
  const rows = rowsOf(x, context);
  const row = builder.shapeOf(rows);
  if (row.length !== 1) throw unsupported(`${context.title} takes rows of shape [${row}]: expected flat ones`);
  return { kind: 'rows', rows: builder.layer(name, { kind: 'dense', kernel, ...(bias && { bias }) }, [rows]) };
}

export const operators: Readonly<Record<string, Operator>> = {
  Gemm([a, b, c], context) {
    const { integer, float, title } = context;
    if (integer('transA', 0) !== 0) throw unsupported(`${title} transposes its rows`);
    const matrix = matrixOf(b, context);
    const kernel = scaled(integer('transB', 0) === 1 ? transpose(matrix) : matrix, float('alpha', 1));
    const bias =
      c && scaled(vectorOf(constantOf(c, 'a bias', context), kernel.shape[1], 'a bias', context), float('beta', 1));
    return dense(a, kernel, bias, context);
  },
  MatMul([a, b], context) {
    return dense(a, matrixOf(b, context), undefined, context);
  },
  Add(inputs, context) {
    const [a, b] = inputs;
    const vector = [a, b].find((value) => value?.kind === 'constant' && value.data.length > 1);
    const rows = [a, b].find((value) => value?.kind === 'rows');
    if (vector && rows) return addVector(rows, vector, context);
    if (a?.kind === 'rows' && b?.kind === 'rows') {
      const { builder } = context;
      const joined = builder.formula(context.title, ([x, y]) => x.add(y), [a.rows, b.rows]);
      return { kind: 'rows', rows: joined ?? builder.layer(context.name, { kind: 'add' }, [a.rows, b.rows]) };
    }
    return elementwise(([x, y]) => x.add(y))(inputs, context);
  },
  Sum: (inputs, context) =>
    inputs.slice(1).reduce<Value>((sum, each) => operators.Add([sum, each], context), inputs[0]!),
  Sub: elementwise(([x, y]) => x.sub(y)),
  Mul: elementwise(([x, y]) => x.mul(y)),
  Div: elementwise(([x, y]) => x.div(y)),
  Neg: elementwise(([x]) => x.neg()),
  Abs: elementwise(([x]) => x.abs()),
  Sqrt: elementwise(([x], { sqrt }) => sqrt(x)),
  Reciprocal: elementwise(([x], { constant }) => constant(1).div(x)),
  Exp: elementwise(([x], { exp }) => exp(x)),
  Log: elementwise(([x], { log }) => log(x)),
  Erf: elementwise(([x], { erf }) => erf(x)),
  Tanh: elementwise(([x], { tanh }) => tanh(x)),
  Sigmoid: elementwise(([x], { sigmoid }) => sigmoid(x)),
  Softplus: elementwise(([x], { softplus }) => softplus(x)),
  Max: elementwise((terms, { maximum }) => terms.reduce((a, b) => maximum(a, b))),
  Min: elementwise((terms, { minimum }) => terms.reduce((a, b) => minimum(a, b))),
  Pow(inputs, context) {
    const [, exponent] = inputs;
    const power = exponent?.kind === 'constant' && exponent.data.length === 1 ? exponent.data[0] : Number.NaN;
    if (power === 0.5) return operators.Sqrt(inputs.slice(0, 1), context);
    if (!Number.isInteger(power) || power < 1 || power > 8)
      throw unsupported(`${context.title}: expected a power of 0.5 or 1 to 8, received ${power}`);
    return elementwise(([x]) =>
      Array<typeof x>(power - 1)
        .fill(x)
        .reduce((product) => product.mul(x), x),
    )(inputs.slice(0, 1), context);
  },
  Clip(inputs, context) {
    const [x, low, high] = inputs;
    const bound = (value: Value | undefined, attribute: string) =>
      value ? operandOf(value, context) : context.float(attribute, Number.NaN);
    const [least, most] = [bound(low, 'min'), bound(high, 'max')] as number[];
    return formula(
      ([term], { maximum, minimum }) => {
        const above = least > -3e38 ? maximum(term, least) : term;
        return most < 3e38 ? minimum(above, most) : above;
      },
      [operandOf(x!, context)],
      context,
    );
  },
  Greater: condition(false, false),
  Less: condition(false, true),
  LessOrEqual: condition(true, false),
  GreaterOrEqual: condition(true, true),
  Where([held, yes, no], context) {
    if (held?.kind !== 'condition')
      throw unsupported(`${context.title}: expected the result of a comparison, received ${held?.kind ?? 'nothing'}`);
    const operands = [...held.operands, operandOf(yes!, context), operandOf(no!, context)];
    return formula(
      ([a, b, y, n]) => (held.isOpposite ? a.greater(b).where(n, y) : a.greater(b).where(y, n)),
      operands,
      context,
    );
  },

  Relu: named({ name: 'relu' }),
  Selu: named({ name: 'selu' }),
  Softsign: named({ name: 'softsign' }),
  HardSwish: named({ name: 'hardSilu' }),
  Mish: named({ name: 'mish' }),
  LeakyRelu: (inputs, context) => named({ name: 'relu', negativeSlope: context.float('alpha', 0.01) })(inputs, context),
  ThresholdedRelu: (inputs, context) => named({ name: 'relu', threshold: context.float('alpha', 1) })(inputs, context),
  Elu: (inputs, context) => named({ name: 'elu', alpha: context.float('alpha', 1) })(inputs, context),
  Celu: (inputs, context) => named({ name: 'celu', alpha: context.float('alpha', 1) })(inputs, context),
  Gelu: named({ name: 'gelu' }),
  Swish: named({ name: 'silu' }),
  HardSigmoid(inputs, context) {
    const [alpha, beta] = [context.float('alpha', 0.2), context.float('beta', 0.5)];
    if (beta === 0.5 && Math.abs(alpha - 0.2) < 1e-7) return named({ name: 'hardSigmoidTfjs' })(inputs, context);
    if (beta === 0.5 && Math.abs(alpha - 1 / 6) < 1e-7) return named({ name: 'hardSigmoid' })(inputs, context);
    return elementwise(([x], { maximum, minimum }) => minimum(maximum(x.mul(alpha).add(beta), 0), 1))(inputs, context);
  },
  PRelu([x, slope], context) {
    const row = context.builder.shapeOf(rowsOf(x, context));
    const { shape, data } = constantOf(slope, 'slopes', context);
    const padded = [...Array<number>(Math.max(0, row.length - shape.length)).fill(1), ...shape].slice(-row.length);
    return after(context.name, { kind: 'prelu', alpha: { shape: padded, data } }, x, context);
  },
  Softmax: alongRows('softmax'),
  LogSoftmax: alongRows('logSoftmax'),

  BatchNormalization([x, scale, bias, mean, variance], context) {
    const row = context.builder.shapeOf(rowsOf(x, context));
    if (row.length !== 1) throw unsupported(`${context.title} takes rows of shape [${row}]: expected flat ones`);
    const vector = (value: Value | undefined, what: string) =>
      vectorOf(constantOf(value, what, context), row[0], what, context);
    const operation: Operation = {
      kind: 'batchNormalization',
      epsilon: context.float('epsilon', 1e-5),
      momentum: context.float('momentum', 0.9),
      gamma: vector(scale, 'a scale'),
      beta: vector(bias, 'a bias'),
      movingMean: vector(mean, 'a mean'),
      movingVariance: vector(variance, 'a variance'),
    };
    return after(context.name, operation, x, context);
  },
  LayerNormalization([x, scale, bias], context) {
    const row = context.builder.shapeOf(rowsOf(x, context));
    const axis = context.integer('axis', -1);
    if (axis !== -1 && axis !== row.length)
      throw unsupported(`${context.title} works along axis ${axis}: expected the last one`);
    const width = row.at(-1)!;
    const operation: Operation = {
      kind: 'layerNormalization',
      epsilon: context.float('epsilon', 1e-5),
      gamma: vectorOf(constantOf(scale, 'a scale', context), width, 'a scale', context),
      ...(bias && { beta: vectorOf(constantOf(bias, 'a bias', context), width, 'a bias', context) }),
    };
    return after(context.name, operation, x, context);
  },

  Identity: same,
  Cast: same,
  Dropout([x, ratio], context) {
    const rate = ratio?.kind === 'constant' ? ratio.data[0] : context.float('ratio', 0.5);
    return after(context.name, { kind: 'dropout', rate }, x, context);
  },
  Constant(_inputs, { constant, title, float, integer, floats, integers }) {
    if (constant) return { kind: 'constant', ...constant };
    const list = floats('value_floats') ?? integers('value_ints');
    if (list) return { kind: 'constant', shape: [list.length], data: Float32Array.from(list) };
    const value = float('value_float', integer('value_int', Number.NaN));
    if (Number.isNaN(value)) throw unsupported(`${title} has no numbers`);
    return { kind: 'constant', shape: [], data: Float32Array.of(value) };
  },
  Flatten([x], context) {
    const axis = context.integer('axis', 1);
    if (axis !== 1 && axis !== -context.builder.shapeOf(rowsOf(x, context)).length)
      throw unsupported(`${context.title} flattens from axis ${axis}: expected 1, which keeps rows`);
    return reshape([0, -1], x, context);
  },
  Reshape: ([x, shape], context) => reshape([...constantOf(shape, 'a shape', context).data], x, context),
  Squeeze([x, axes], context) {
    const row = context.builder.shapeOf(rowsOf(x, context));
    const given = axes ? [...constantOf(axes, 'axes', context).data] : (context.integers('axes') ?? []);
    const positive = given.map((axis) => (axis < 0 ? axis + row.length + 1 : axis));
    const left = row.filter((length, i) => !(length === 1 && (given.length === 0 || positive.includes(i + 1))));
    return reshape([0, ...left.map((length) => length)], x, context);
  },
};

/** A bias where the rows are a Dense layer's own output without one. */
function addVector(value: Value, constant: Value, context: OperatorContext): Value {
  const rows = rowsOf(value, context);
  const width = context.builder.shapeOf(rows).at(-1) ?? 0;
  const bias = vectorOf(constantOf(constant, 'a bias', context), width, 'a bias', context);
  const made = context.builder.addBias(rows, bias);
  if (made) return { kind: 'rows', rows: made };
  throw unsupported(`${context.title}: expected a bias after a product with a matrix, received one elsewhere`);
}
