// What ONNX's operators mean in a perceptron: one function each, from the values of its inputs to that of its output.
import { sizeFromShape } from '@mlp-lab/core';
import { choose } from '../../graph/choose';
import { unsupported } from '../../network/exchange-error';
import type { Operation, Weight } from '../../network/network';
import { transpose as transposeMatrix } from '../../network/transpose';
import { activationOperators } from './onnx-activations';
import { arithmeticOperators } from './onnx-arithmetic';
import { chosenAxes, constantOperators } from './onnx-constants';
import { lengthOperators, lengthsOf } from './onnx-lengths';
import { normalizationOperators } from './onnx-normalizations';
import { checkLastAxis, statisticOperators } from './onnx-statistics';
import { transpose, transposedOperators } from './onnx-transposed';
import {
  after,
  broadcast,
  constantOf,
  formula,
  type Length,
  numbersOf,
  type Operator,
  type OperatorContext,
  type Operators,
  operandOf,
  received,
  rowsOf,
  scaledAndShifted,
  type Value,
  vectorOf,
  withOpenAxis,
} from './onnx-values';

/** By what it takes: constants alone, lengths of axes, steps of a layer normalization, transposed rows, or rows. Undefined for one that no perceptron has. */
export function operatorFor(
  opType: string,
  domain: string | undefined,
  inputs: readonly (Value | undefined)[],
): Operator | undefined {
  const found = (table: Operators) => (Object.hasOwn(table, opType) ? table[opType] : undefined);
  if (domain === 'ai.onnx.ml') return found(scikitLearnOperators);
  if (domain && domain !== 'ai.onnx') return undefined;
  const has = (kind: Value['kind']) => inputs.some((input) => input?.kind === kind);
  if (has('statistic')) return found(statisticOperators);
  if (has('transposed')) return found(transposedOperators);
  if (has('rows') || inputs.length === 0) return found(operators);
  return found(has('lengths') ? lengthOperators : constantOperators);
}

/** Whether an operator is one of a perceptron, with other inputs perhaps. */
export const isOfPerceptrons = (opType: string, domain: string | undefined): boolean =>
  (!domain || domain === 'ai.onnx') && Object.hasOwn(operators, opType);

function matrixOf(value: Value | undefined, context: OperatorContext): Weight {
  const kernel = constantOf(value, 'a matrix of weights', context);
  if (kernel.shape.length === 2) return kernel;
  throw unsupported(`${context.title}: expected a matrix of weights, received the shape [${kernel.shape}]`);
}

const scaled = ({ shape, data }: Weight, factor: number): Weight =>
  factor === 1 ? { shape, data } : { shape, data: data.map((value) => value * factor) };

/** The shape of a row in the shape that ONNX gives: the first axis is that of the rows. */
function reshape(shape: readonly Length[], value: Value | undefined, context: OperatorContext): Value {
  const row = context.builder.shapeOf(rowsOf(value, context));
  const size = sizeFromShape(row);
  const [first, ...rest] = shape;
  const lengths = rest.map((length, i) => (length === 0 ? row[i] : length)) as number[];
  const isOpen = lengths.includes(-1);
  const target = withOpenAxis(lengths, size, context);
  const isRows = first === 'rows' || first === 0 || first === context.batch || !isOpen;
  if (shape.length < 2 || !isRows || rest.includes('rows') || sizeFromShape(target) !== size)
    throw unsupported(`${context.title}: expected rows of ${size} numbers to stay rows, received the shape [${shape}]`);
  if (String(target) === String(row)) return value!;
  const operation: Operation = target.length === 1 ? { kind: 'flatten' } : { kind: 'reshape', shape: target };
  return after(context.name, operation, value, context);
}

const same: Operator = ([x]) => x!;

/** x · kernel, and its bias where the operator has one. */
function dense(x: Value | undefined, kernel: Weight, bias: Weight | undefined, context: OperatorContext): Value {
  const { builder, name } = context;
  const rows = rowsOf(x, context);
  const row = builder.shapeOf(rows);
  if (row.length !== 1) throw unsupported(`${context.title} takes rows of shape [${row}]: expected flat ones`);
  return { kind: 'rows', rows: builder.layer(name, { kind: 'dense', kernel, ...(bias && { bias }) }, [rows]) };
}

const FLOATS = [1, 10, 11, 16]; // of TensorProto.DataType

const operators: Operators = {
  ...arithmeticOperators,
  ...activationOperators,

  Gemm([a, b, c], context) {
    const { integer, float, title } = context;
    if (integer('transA', 0) !== 0) throw unsupported(`${title} transposes its rows`);
    const matrix = matrixOf(b, context);
    const kernel = scaled(integer('transB', 0) === 1 ? transposeMatrix(matrix) : matrix, float('alpha', 1));
    const bias =
      c && scaled(vectorOf(constantOf(c, 'a bias', context), kernel.shape[1], 'a bias', context), float('beta', 1));
    return dense(a, kernel, bias, context);
  },
  MatMul([a, b], context) {
    return dense(a, matrixOf(b, context), undefined, context);
  },
  Where([held, yes, no], context) {
    if (held?.kind !== 'rows' || !held.isCondition)
      throw unsupported(`${context.title}: expected the result of a comparison, received ${received(held)}`);
    const operands = [held.rows, operandOf(yes, context), operandOf(no, context)];
    return formula(([condition, a, b]) => choose(condition, a, b), operands, context);
  },
  ReduceMean([x, axes], context) {
    const rows = rowsOf(x, context);
    checkLastAxis(axes, context.builder.shapeOf(rows).length, context);
    return { kind: 'statistic', step: 'mean', rows, epsilon: 0 };
  },

  ...normalizationOperators,
  Transpose: transpose,

  Identity: same,
  Cast([x], { integer, title }) {
    const isCondition = x?.kind === 'rows' && x.isCondition;
    const type = integer('to', 1);
    if (FLOATS.includes(type)) return x?.kind === 'rows' ? { kind: 'rows', rows: x.rows } : x!;
    if (isCondition) return x;
    throw unsupported(`${title} makes integers of rows: expected a type of floating-point numbers`);
  },
  Dropout([x, ratio], context) {
    const rate = ratio?.kind === 'constant' ? ratio.data[0] : context.float('ratio', 0.5);
    return after(context.name, { kind: 'dropout', rate }, x, context);
  },
  Constant(_inputs, { constant, title, float, integer, floats, integers }) {
    if (constant) return { kind: 'constant', ...constant };
    const list = floats('value_floats') ?? integers('value_ints');
    if (list?.length) return { kind: 'constant', shape: [list.length], data: Float32Array.from(list) };
    const value = float('value_float', integer('value_int', Number.NaN));
    if (Number.isNaN(value)) throw unsupported(`${title} has no numbers`);
    return { kind: 'constant', shape: [], data: Float32Array.of(value) };
  },
  Shape: ([x], context) => ({
    kind: 'lengths',
    lengths: chosenAxes(['rows', ...context.builder.shapeOf(rowsOf(x, context))], context),
  }),
  Flatten([x], context) {
    const axis = context.integer('axis', 1);
    if (axis !== 1 && axis !== -context.builder.shapeOf(rowsOf(x, context)).length)
      throw unsupported(`${context.title} flattens from axis ${axis}: expected 1, which keeps rows`);
    return reshape([0, -1], x, context);
  },
  Reshape: ([x, shape], context) => reshape(lengthsOf(shape, context), x, context),
  Unsqueeze([x, axes], context) {
    const row = context.builder.shapeOf(rowsOf(x, context));
    const given = axes ? numbersOf(axes, 'axes', context) : (context.integers('axes') ?? []);
    const added = given.map((axis) => (axis < 0 ? axis + row.length + given.length + 1 : axis) - 1);
    if (added.some((axis) => axis < 0)) throw unsupported(`${context.title}: expected rows to stay the first axis`);
    const lengths = [...row];
    for (const axis of added.sort((a, b) => a - b)) lengths.splice(axis, 0, 1);
    return reshape([0, ...lengths], x, context);
  },
  Squeeze([x, axes], context) {
    const row = context.builder.shapeOf(rowsOf(x, context));
    const given = axes ? numbersOf(axes, 'axes', context) : (context.integers('axes') ?? []);
    const positive = given.map((axis) => (axis < 0 ? axis + row.length + 1 : axis));
    const left = row.filter((length, i) => !(length === 1 && (given.length === 0 || positive.includes(i + 1))));
    return reshape([0, ...left], x, context);
  },
};

/** ai.onnx.ml: what scikit-learn's converters put around a perceptron. */
const scikitLearnOperators: Operators = {
  Scaler([x], context) {
    const row = context.builder.shapeOf(rowsOf(x, context));
    const vector = (name: string) => {
      const data = Float32Array.from(context.floats(name) ?? []);
      return broadcast({ shape: [data.length], data }, row, name, context);
    };
    const [offset, scale] = [vector('offset'), vector('scale')];
    return scaledAndShifted(x, { scale, shift: Float64Array.from(offset, (value, i) => -value * scale[i]) }, context);
  },
  ZipMap: same, // each row's probabilities by the names of the classes
};
