// ONNX's arithmetic on rows: with a number for all columns it is part of a formula, with one for each it scales and shifts them.
import type { Write } from '../../graph/graph-builder';
import { unsupported } from '../../network/exchange-error';
import type { Weight } from '../../network/network';
import {
  broadcast,
  formula,
  type Operator,
  type OperatorContext,
  type Operators,
  operandOf,
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

export const arithmeticOperators: Operators = {
  Add([a, b, ...others], context) {
    if (a?.kind === 'rows' && b?.kind === 'rows') {
      const { builder } = context;
      const joined = builder.formula(context.title, ([x, y]) => x.add(y), [a.rows, b.rows]);
      return { kind: 'rows', rows: joined ?? builder.layer(context.name, { kind: 'add' }, [a.rows, b.rows]) };
    }
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
  Mul: arithmetic(
    ([x, y]) => x.mul(y),
    (numbers) => ({ scale: numbers }),
  ),
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
  Max: elementwise((terms, { maximum }) => terms.reduce((a, b) => maximum(a, b))),
  Min: elementwise((terms, { minimum }) => terms.reduce((a, b) => minimum(a, b))),
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
