// Axes in another order and back: channels-last rows around an operator that wants their channels second.
import { sizeFromShape } from '@mlp-lab/core';
import { unsupported } from '../../network/exchange-error';
import { lengthsOf } from './onnx-lengths';
import { batchNormalization } from './onnx-normalizations';
import { after, type Operator, type Operators, received, type Transposed } from './onnx-values';

/** The first step, on rows. */
export const transpose: Operator = ([x], context) => {
  const { title, integers, builder } = context;
  const given = x?.kind === 'transposed' || x?.kind === 'rows' ? x : undefined;
  if (given === undefined) throw unsupported(`${title}: expected rows, received ${received(x)}`);
  const axes = builder.shapeOf(given.rows).length + 1;
  const before = given.kind === 'transposed' ? given.order : Array.from({ length: axes }, (_, axis) => axis);
  const moved = integers('perm') ?? before.map((_, i) => axes - 1 - i);
  const order = moved.map((axis) => before[axis]);
  if (moved[0] !== 0 || new Set(order).size !== axes || order.includes(undefined as never))
    throw unsupported(`${title}: expected an order of ${axes} axes, that of the rows first, received [${moved}]`);
  if (order.every((axis, i) => axis === i)) return { kind: 'rows', rows: given.rows };
  return { kind: 'transposed', rows: given.rows, order };
};

/** As Keras's Flatten with channels first: the first axis of the rows was put last. */
const flattened: Operator = ([x], context) => {
  const { rows, order } = x as Transposed;
  const isLast = order.every((axis, i) => axis === (i === 0 ? 0 : i === order.length - 1 ? 1 : i + 1));
  if (!isLast)
    throw unsupported(
      `${context.title} flattens axes in the order [${order}]: expected the first one of a row put last`,
    );
  return after(context.name, { kind: 'flatten', channelsFirst: true }, { kind: 'rows', rows }, context);
};

/** Of operators that take rows with their axes in another order. */
export const transposedOperators: Operators = {
  Transpose: transpose,
  Identity: ([x]) => x!,
  Flatten(inputs, context) {
    if (context.integer('axis', 1) !== 1)
      throw unsupported(
        `${context.title} flattens from axis ${context.integer('axis', 1)}: expected 1, which keeps rows`,
      );
    return flattened(inputs, context);
  },
  Reshape(inputs, context) {
    const [, length, ...others] = lengthsOf(inputs[1], context);
    const size = sizeFromShape(context.builder.shapeOf((inputs[0] as Transposed).rows));
    if (others.length > 0 || (length !== -1 && length !== size))
      throw unsupported(`${context.title}: expected rows whose axes are in another order to become flat`);
    return flattened(inputs, context);
  },
  BatchNormalization([x, ...weights], context) {
    const { rows, order } = x as Transposed;
    if (order[1] !== order.length - 1)
      throw unsupported(`${context.title} works along axis ${order[1]} of its rows: expected the last one`);
    const { rows: normalized } = batchNormalization(rows, weights, context);
    return { kind: 'transposed', rows: normalized, order };
  },
};
