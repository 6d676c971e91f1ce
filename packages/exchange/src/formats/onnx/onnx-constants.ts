// Operators on constants alone: exporters that fold none leave transposed weights and 1 / √(variance + epsilon) in the graph.
import { evaluateExpression, expressionOf, maths, sizeFromShape, type Term, termOf } from '@mlp-lab/core';
import { positionIn } from '../../graph/position-in';
import { unsupported } from '../../network/exchange-error';
import type { Weight } from '../../network/network';
import { constantOf, numbersOf, type Operators, type Value, withOpenAxis } from './onnx-values';

type Context = Parameters<Operators[string]>[1];

const constant = (shape: readonly number[], data: Float32Array): Value => ({ kind: 'constant', shape, data });

const weightOf = (value: Value | undefined, context: Context) => constantOf(value, 'numbers', context);

const MOST_NUMBERS = 2 ** 28;

/** The shape of both, axes of length 1 repeated. */
function broadcastShape(a: readonly number[], b: readonly number[], { title }: Context): number[] {
  const axes = Math.max(a.length, b.length);
  const shape = Array.from({ length: axes }, (_, i) => {
    const [p, q] = [a, b].map((each) => each[each.length - axes + i] ?? 1);
    if (p === q || q === 1) return p;
    if (p === 1) return q;
    throw unsupported(`${title}: expected constants of one shape, received [${a}] and [${b}]`);
  });
  if (sizeFromShape(shape) <= MOST_NUMBERS) return shape;
  throw unsupported(`${title}: expected a constant of up to ${MOST_NUMBERS} numbers, received the shape [${shape}]`);
}

const padded = (shape: readonly number[], axes: number) => [...Array<number>(axes - shape.length).fill(1), ...shape];

const binary =
  (compute: (a: number, b: number) => number): Operators[string] =>
  ([first, second], context) => {
    const [a, b] = [weightOf(first, context), weightOf(second, context)];
    const shape = broadcastShape(a.shape, b.shape, context);
    const [inA, inB] = [padded(a.shape, shape.length), padded(b.shape, shape.length)];
    const data = Float32Array.from({ length: sizeFromShape(shape) }, (_, i) =>
      compute(a.data[positionIn(inA, shape, i)], b.data[positionIn(inB, shape, i)]),
    );
    return constant(shape, data);
  };

const unary =
  (write: (x: Term) => Term): Operators[string] =>
  ([x], context) => {
    const { shape, data } = weightOf(x, context);
    const expression = expressionOf(write(termOf('x'))) as Parameters<typeof evaluateExpression>[0];
    return constant(
      shape,
      data.map((value) => evaluateExpression(expression, value)),
    );
  };

const reshaped =
  (shapeAfter: (weight: Weight, inputs: readonly (Value | undefined)[], context: Context) => number[]) =>
  (inputs: readonly (Value | undefined)[], context: Context): Value => {
    const weight = weightOf(inputs[0], context);
    const shape = shapeAfter(weight, inputs, context);
    if (sizeFromShape(shape) === weight.data.length) return constant(shape, weight.data);
    throw unsupported(`${context.title}: expected ${weight.data.length} numbers, received the shape [${shape}]`);
  };

/** Axes given as an attribute, or as an input since opset 13. */
const axesOf = (input: Value | undefined, axes: number, context: Context) =>
  (input ? numbersOf(input, 'axes', context) : (context.integers('axes') ?? [])).map((axis) =>
    axis < 0 ? axis + axes : axis,
  );

/** Since opset 15, Shape may give some axes only. */
export const chosenAxes = <Axis>(shape: readonly Axis[], { integer }: Context): Axis[] =>
  shape.slice(integer('start', 0), integer('end', shape.length));

const INTEGER_TYPES = [2, 3, 4, 5, 6, 7, 12, 13]; // of TensorProto.DataType

/** Of operators whose inputs are all constants. */
export const constantOperators: Operators = {
  Identity: ([x]) => x!,
  Cast([x], context) {
    const { shape, data } = weightOf(x, context);
    return constant(shape, INTEGER_TYPES.includes(context.integer('to', 1)) ? data.map(Math.trunc) : data);
  },
  Add: binary((a, b) => a + b),
  Sub: binary((a, b) => a - b),
  Mul: binary((a, b) => a * b),
  Div: binary((a, b) => a / b),
  Pow: binary((a, b) => a ** b),
  Max: binary(Math.max),
  Min: binary(Math.min),
  Neg: unary((x) => x.neg()),
  Abs: unary((x) => x.abs()),
  Sqrt: unary(maths.sqrt),
  Exp: unary(maths.exp),
  Log: unary(maths.log),
  Reciprocal: unary((x) => maths.constant(1).div(x)),
  Transpose([x], context) {
    const { shape, data } = weightOf(x, context);
    const order = context.integers('perm') ?? shape.map((_, i) => shape.length - 1 - i);
    const isOrder = order.length === shape.length && shape.every((_, axis) => order.includes(axis));
    if (!isOrder) throw unsupported(`${context.title}: expected an order of ${shape.length} axes, received [${order}]`);
    const turned = order.map((axis) => shape[axis]);
    const strides = shape.map((_, axis) => sizeFromShape(shape.slice(axis + 1)));
    return constant(
      turned,
      data.map((_, i) => {
        let [left, position] = [i, 0];
        for (let axis = turned.length - 1; axis >= 0; axis--) {
          position += (left % turned[axis]) * strides[order[axis]];
          left = Math.floor(left / turned[axis]);
        }
        return data[position];
      }),
    );
  },
  Reshape: reshaped(({ shape, data }, [, target], context) => {
    const lengths = numbersOf(target, 'a shape', context).map((length, i) => (length === 0 ? shape[i] : length));
    return withOpenAxis(lengths, data.length, context);
  }),
  Unsqueeze: reshaped(({ shape }, [, axes], context) => {
    const added = axesOf(axes, shape.length + 1, context);
    const lengths = [...shape];
    for (const axis of added.sort((a, b) => a - b)) lengths.splice(axis, 0, 1);
    return lengths;
  }),
  Squeeze: reshaped(({ shape }, [, axes], context) => {
    const removed = axesOf(axes, shape.length, context);
    return shape.filter((length, axis) => length !== 1 || (removed.length > 0 && !removed.includes(axis)));
  }),
  Concat(inputs, context) {
    const weights = inputs.map((input) => weightOf(input, context));
    if (weights.some(({ shape }) => shape.length > 1))
      throw unsupported(`${context.title} joins matrices: expected vectors`);
    const data = Float32Array.from(weights.flatMap(({ data }) => [...data]));
    return constant([data.length], data);
  },
  Shape([x], context) {
    const shape = chosenAxes(weightOf(x, context).shape, context);
    return constant([shape.length], Float32Array.from(shape));
  },
  /** PyTorch's weight_norm: the length of each unit's weights. */
  ReduceL2([x, given], context) {
    const { shape, data } = weightOf(x, context);
    const axes = axesOf(given, shape.length, context);
    if (axes.length === 0 && context.integer('noop_with_empty_axes', 0) === 1) return x!;
    const isReduced = (axis: number) => axes.length === 0 || axes.includes(axis);
    const kept = shape.map((length, axis) => (isReduced(axis) ? 1 : length));
    const squares = new Float64Array(sizeFromShape(kept));
    for (const [i, value] of data.entries()) squares[positionIn(kept, shape, i)] += value * value;
    const after = context.integer('keepdims', 1) === 0 ? shape.filter((_, axis) => !isReduced(axis)) : kept;
    return constant(after, Float32Array.from(squares, Math.sqrt));
  },
  /** PyTorch's spectral_norm: u · W v. */
  MatMul([first, second], context) {
    const [a, b] = [weightOf(first, context), weightOf(second, context)];
    const [left, right] = [
      a.shape.length === 1 ? [1, ...a.shape] : a.shape,
      b.shape.length === 1 ? [...b.shape, 1] : b.shape,
    ];
    if (left.length !== 2 || right.length !== 2 || left[1] !== right[0])
      throw unsupported(`${context.title}: expected matrices that fit, received [${a.shape}] and [${b.shape}]`);
    const [[rows, inner], columns] = [left, right[1]];
    if (rows * columns > MOST_NUMBERS)
      throw unsupported(
        `${context.title}: expected a constant of up to ${MOST_NUMBERS} numbers, received ${rows} × ${columns}`,
      );
    const product = Float32Array.from({ length: rows * columns }, (_, i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += a.data[row * inner + k] * b.data[k * columns + column];
      return sum;
    });
    return constant([...a.shape.slice(0, -1), ...b.shape.slice(1)], product);
  },
};
