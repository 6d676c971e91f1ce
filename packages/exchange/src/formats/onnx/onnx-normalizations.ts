// ONNX's normalizations, with their weights as constants.
import { checkLastAxis } from '../../graph/last-axis';
import type { Rows } from '../../graph/rows';
import { unsupported } from '../../network/exchange-error';
import {
  after,
  constantOf,
  type Operator,
  type OperatorContext,
  type RowsValue,
  rowsOf,
  type Value,
  vectorOf,
} from './onnx-values';

/** Along the last axis of the rows, with the moving statistics. */
export function batchNormalization(
  rows: Rows,
  [scale, bias, mean, variance]: readonly (Value | undefined)[],
  context: OperatorContext,
): RowsValue {
  const { builder, float, integer, title } = context;
  if (integer('training_mode', 0) !== 0)
    throw unsupported(`${title} normalizes by the batch, as in training: export the model in inference`);
  const width = builder.shapeOf(rows).at(-1)!;
  const vector = (value: Value | undefined, what: string) =>
    vectorOf(constantOf(value, what, context), width, what, context);
  return after(
    context.name,
    {
      kind: 'batchNormalization',
      epsilon: float('epsilon', 1e-5),
      momentum: float('momentum', 0.9),
      gamma: vector(scale, 'a scale'),
      beta: vector(bias, 'a bias'),
      movingMean: vector(mean, 'a mean'),
      movingVariance: vector(variance, 'a variance'),
    },
    { kind: 'rows', rows },
    context,
  );
}

export const normalizationOperators: Readonly<Record<'BatchNormalization' | 'LayerNormalization', Operator>> = {
  BatchNormalization([x, ...weights], context) {
    const rows = rowsOf(x, context);
    const row = context.builder.shapeOf(rows);
    if (row.length !== 1)
      throw unsupported(`${context.title} takes rows of shape [${row}]: expected flat ones, or their last axis second`);
    return batchNormalization(rows, weights, context);
  },
  LayerNormalization([x, scale, bias], context) {
    const row = context.builder.shapeOf(rowsOf(x, context));
    checkLastAxis(context.integer('axis', -1), row.length, context.title);
    const vector = (value: Value | undefined, what: string) =>
      vectorOf(constantOf(value, what, context), row.at(-1)!, what, context);
    return after(
      context.name,
      {
        kind: 'layerNormalization',
        epsilon: context.float('epsilon', 1e-5),
        gamma: vector(scale, 'a scale'),
        ...(bias && { beta: vector(bias, 'a bias') }),
      },
      x,
      context,
    );
  },
};
