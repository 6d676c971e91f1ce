// What most models consist of: these rules are in every app.
import { commonRules as commonOptimizers, type OptimizerRule } from '@mlp-lab/core/common';
import { addDense } from './add-dense';
import { addActivation, addActivationOf, addSoftmax } from './lower-activation';
import { isDescribedOptimizer } from './lower-optimizer';
import { addParameters, type LoweringRules, NotLowered, widthOf } from './program-builder';

/** The reason to try again, with all rules. */
const NOT_COMMON = 'needs all rules';

export const commonRules: LoweringRules = {
  layers: {
    Dense(builder, layer, { useBias, activityRegularizer }) {
      if (activityRegularizer) throw new NotLowered('has an activity regularizer');
      addDense(
        builder,
        { kind: 'dense', kernel: 'kernel', ...(useBias === true && { bias: 'bias' }) },
        addParameters(builder, layer),
      );
      addActivationOf(builder, layer);
    },

    Activation: addActivationOf,
    ReLU: (builder, _layer, { maxValue }) =>
      addActivation(builder, { name: 'relu', ...(typeof maxValue === 'number' && { max: maxValue }) }),

    Softmax(builder, _layer, { axis }) {
      checkLastAxis(axis);
      addSoftmax(builder);
    },

    Flatten(builder, _layer, { dataFormat }) {
      if (dataFormat === 'channelsFirst' && builder.rowShape.length > 1) throw new NotLowered('moves the channels');
      builder.rowShape = [widthOf(builder)];
    },
    Reshape(builder, layer) {
      builder.rowShape = (layer.outputShape as number[]).slice(1);
    },
  },

  inTurn(_, steps) {
    for (const { run } of steps) run(notCommon);
  },

  optimizerRule(optimizer) {
    const name = isDescribedOptimizer(optimizer) ? '' : optimizer.getClassName();
    return (commonOptimizers as Partial<Record<string, OptimizerRule>>)[name] ?? notCommon();
  },
};

function notCommon(): never {
  throw new NotLowered(NOT_COMMON);
}

/** Rows are flat here: axis 1 is the only one, and the last. */
export function checkLastAxis(axis: unknown): void {
  const axes = Array.isArray(axis) ? axis : [axis];
  if (axes.length !== 1 || (axes[0] !== 1 && axes[0] !== -1))
    throw new NotLowered(`works along axis ${axes}: only the last one is compiled`);
}
