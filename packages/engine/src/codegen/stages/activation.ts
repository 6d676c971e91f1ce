// One function of each number, as a stage of its own: where it is too long to be put at the end of a product.
import type { ActivationLayer } from '../../program';
import { activationRule } from '../activations';
import { mapRows } from '../kernels/each-vector';
import { reserveRowBlock } from '../layout';
import { backByDerivative, type Context, makeStage, type Stage } from './stage';

export function activationStage(context: Context, layer: ActivationLayer, before: Stage): Stage {
  const { forward, backward, keeps } = activationRule(layer.function);
  const keepsOutput = keeps === 'output';
  const x = before.output;
  const output =
    keepsOutput && !before.keepsOutput ? x : reserveRowBlock(context.layout, context.capacity, layer.width);
  return makeStage(context, before, {
    output,
    keepsOutput,
    derivative: keepsOutput ? backward : undefined,
    forward: (f, count) => mapRows(f, count, [x], output, (value) => forward(f, value)),
    backward: backByDerivative(before.gradient, keepsOutput ? output : x, backward),
  });
}
