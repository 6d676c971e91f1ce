// ONNX's arithmetic on rows: with a number for all columns it is part of a formula, with one for each it scales and shifts them.
import { expressionOf, termOf } from '@mlp-lab/core';
import type { Write } from '../../graph/graph-builder';
import { checkLastAxis } from '../../graph/last-axis';
import { unsupported } from '../../network/exchange-error';
import type { JoinKind, Weight } from '../../network/network';
import {
  broadcast,
  formula,
  type Operator,
  type OperatorContext,
  type Operators,
  operandOf,
  type RowsValue,
  received,
  rowsOf,
  scaledAndShifted,
  type Value,
} from './onnx-values';

/** A function of single numbers. */
const elementwise =
  (write: Write): Operator =>
  (inputs, context) =>
    formula(
      write,
      inputs.filter((input) => input !== undefined).map((input) => operandOf(input, context)),
      context,
    );

/** Of two inputs, the rows and a constant with a number for each column, if that is what they are. */
function rowsAndColumns([a, b]: readonly (Value | undefined)[], context: OperatorContext) {
  const isFirst = a?.kind === 'rows';
  const [rows, constant] = isFirst ? [a, b] : [b, a];
  if (rows?.kind !== 'rows' || constant?.kind !== 'constant' || constant.data.length === 1) return undefined;
  const row = context.builder.shapeOf(rowsOf(rows, context));
  return { rows, isFirst, numbers: broadcast(constant as Weight, row, 'numbers', context) };
}

type Columns = (
  numbers: Float32Array,
  isFirst: boolean,
  context: OperatorContext,
) => Parameters<typeof scaledAndShifted>[1];

const arithmetic =
  (write: Write, columns: Columns): Operator =>
  (inputs, context) => {
    const found = rowsAndColumns(inputs, context);
    if (found === undefined) return elementwise(write)(inputs, context);
    return scaledAndShifted(found.rows, columns(found.numbers, found.isFirst, context), context);
  };

const inverse = (numbers: Float32Array) => Float64Array.from(numbers, (value) => 1 / value);

const condition = (write: Write): Operator => {
  const compare = elementwise(write);
  return (inputs, context) => ({ ...(compare(inputs, context) as Value & { kind: 'rows' }), isCondition: true });
};

/** One formula where the rows are functions of one layer, else a layer that joins them. */
function joined(kind: JoinKind, write: Write, values: readonly RowsValue[], context: OperatorContext): RowsValue {
  const { builder, name, title } = context;
  const rows = values.map((value) => value.rows);
  return { kind: 'rows', rows: builder.formula(title, write, rows) ?? builder.layer(name, { kind }, rows) };
}

/** Max and Min, of rows and numbers. */
const bound = (kind: 'maximum' | 'minimum'): Operator => {
  const write: Write = (terms, maths) => terms.reduce((a, b) => termOf(expressionOf(maths[kind](a, b))));
  return (inputs, context) =>
    inputs.every((input) => input?.kind === 'rows')
      ? joined(kind, write, inputs as RowsValue[], context)
      : elementwise(write)(inputs, context);
};

export const arithmeticOperators: Operators = {
  Add([a, b, ...others], context) {
    if (a?.kind === 'rows' && b?.kind === 'rows') return joined('add', ([x, y]) => x.add(y), [a, b], context);
    return arithmetic(
      ([x, y]) => x.add(y),
      (numbers) => ({ shift: numbers }),
    )([a, b, ...others], context);
  },
  Sub: arithmetic(
    ([x, y]) => x.sub(y),
    (numbers, isFirst) =>
      isFirst ? { shift: numbers.map((value) => -value) } : { scale: numbers.map(() => -1), shift: numbers },
  ),
  Mul([a, b], context) {
    if (a?.kind === 'rows' && b?.kind === 'rows') return joined('multiply', ([x, y]) => x.mul(y), [a, b], context);
    return arithmetic(
      ([x, y]) => x.mul(y),
      (numbers) => ({ scale: numbers }),
    )([a, b], context);
  },
  Div: arithmetic(
    ([x, y]) => x.div(y),
    (numbers, isFirst, { title }) => {
      if (isFirst) return { scale: inverse(numbers) };
      throw unsupported(`${title} divides a number for each column by rows: expected one number for all columns`);
    },
  ),
  Sum: (inputs, context) =>
    inputs.slice(1).reduce<Value>((sum, each) => arithmeticOperators.Add([sum, each], context), inputs[0]!),
  Mean(inputs, context) {
    const sum = arithmeticOperators.Sum(inputs, context);
    return formula(([x]) => x.div(inputs.length), [rowsOf(sum, context)], context);
  },
  Neg: elementwise(([x]) => x.neg()),
  Abs: elementwise(([x]) => x.abs()),
  Sign: elementwise(([x], { sign }) => sign(x)),
  Sqrt: elementwise(([x], { sqrt }) => sqrt(x)),
  Reciprocal: elementwise(([x], { constant }) => constant(1).div(x)),
  Exp: elementwise(([x], { exp }) => exp(x)),
  Log: elementwise(([x], { log }) => log(x)),
  Erf: elementwise(([x], { erf }) => erf(x)),
  Tanh: elementwise(([x], { tanh }) => tanh(x)),
  Sigmoid: elementwise(([x], { sigmoid }) => sigmoid(x)),
  Softplus: elementwise(([x], { softplus }) => softplus(x)),
  Max: bound('maximum'),
  Min: bound('minimum'),
  Concat(inputs, context) {
    const rows = inputs.map((input) => rowsOf(input, context));
    checkLastAxis(context.integer('axis', 1), context.builder.shapeOf(rows[0]).length, context.title);
    return { kind: 'rows', rows: context.builder.layer(context.name, { kind: 'concatenate' }, rows) };
  },
  Pow(inputs, context) {
    const [x, exponent] = inputs;
    const power = exponent?.kind === 'constant' && exponent.data.length === 1 ? exponent.data[0] : Number.NaN;
    if (power === 0.5) return arithmeticOperators.Sqrt([x], context);
    if (!Number.isInteger(power) || power < 1 || power > 8)
      throw unsupported(`${context.title}: expected a power of 0.5 or 1 to 8, received ${power}`);
    return elementwise(([base]) =>
      Array<typeof base>(power - 1)
        .fill(base)
        .reduce((product) => product.mul(base), base),
    )([x], context);
  },
  Clip([x, low, high], context) {
    const bound = (value: Value | undefined, attribute: string): number => {
      const given = value ? operandOf(value, context) : context.float(attribute, Number.NaN);
      if (typeof given === 'number') return given;
      throw unsupported(`${context.title}: expected its bounds as constants, received ${received(value)}`);
    };
    const [least, most] = [bound(low, 'min'), bound(high, 'max')];
    return formula(
      ([term], { maximum, minimum }) => {
        const above = least > -3e38 ? maximum(term, least) : term;
        return most < 3e38 ? minimum(above, most) : above;
      },
      [operandOf(x, context)],
      context,
    );
  },

  Greater: condition(([a, b]) => a.greater(b).where(1, 0)),
  Less: condition(([a, b]) => a.less(b).where(1, 0)),
  LessOrEqual: condition(([a, b]) => a.lessEqual(b).where(1, 0)),
  GreaterOrEqual: condition(([a, b]) => a.greaterEqual(b).where(1, 0)),
  And: condition(([a, b], { minimum }) => minimum(a, b)),
  Or: condition(([a, b], { maximum }) => maximum(a, b)),
  Not: condition(([a], { constant }) => constant(1).sub(a)),
};
