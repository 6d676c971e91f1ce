// One function of each number, as a stage of its own: where it is too long to be put at the end of a product.
import type { ActivationLayer } from '../../program';
import { activationRule } from '../activations';
import { mapRows } from '../kernels/each-vector';
import { reserveRowBlock } from '../layout';
import { backByDerivative, batchFunction, type Context, type Stage } from './stage';

export function activationStage(context: Context, layer: ActivationLayer, name: string, before: Stage): Stage {
  const rule = activationRule(layer.function);
  const ofOutput = rule.keeps === 'output';
  const x = before.output;
  const output = ofOutput && !before.keepsOutput ? x : reserveRowBlock(context.layout, context.capacity, layer.width);
  const both = batchFunction(context, `${name}.forward`, (f, count) =>
    mapRows(f, count, [x], output, (value) => rule.forward(f, value)),
  );
  const { gradient } = before;
  const stage: Stage = {
    output,
    gradient,
    keepsOutput: ofOutput,
    trainable: before.trainable,
    train: both,
    infer: both,
    derivative: ofOutput ? rule.backward : undefined,
    back: () =>
      stage.derivativeApplied
        ? []
        : [backByDerivative(context, `${name}.back`, gradient, ofOutput ? output : x, rule.backward)],
  };
  return stage;
}
