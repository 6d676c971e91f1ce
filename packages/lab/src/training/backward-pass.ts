// The loss of one image, back through a network of dense layers: what each unit's weighted sum does to it.
import { slopeOf } from './activation-functions';
import { type DenseWeights, EPSILON, type LayerValues } from './forward-pass';

/**
 * The gradient of the cross-entropy with respect to each unit's weighted sum, which is also that of its bias; a weight's is the
 * gradient of its unit times what the weight multiplies. Batch normalization has the statistics of training.
 *
 * @param label the right class.
 * @returns by layer, each `[units]`; undefined for hidden layers of softmax, where units depend on each other.
 */
export function backwardPass(
  layers: readonly DenseWeights[],
  activation: string,
  values: readonly LayerValues[],
  label: number,
): Float64Array[] | undefined {
  if (activation === 'softmax') return undefined;
  const last = layers.length - 1;
  const gradients: Float64Array[] = [];
  for (let layer = last; layer >= 0; layer--) {
    const { inputs, outputs } = values[layer];
    const ofInputs = inputs.map((input, unit) =>
      layer === last
        ? outputs[unit] - (unit === label ? 1 : 0) // softmax and cross-entropy together
        : throughWeights(layers[layer + 1], gradients[0], unit) * slopeOf(activation, input),
    );
    const { normalization } = layers[layer];
    gradients.unshift(
      normalization
        ? ofInputs.map((gradient, unit) => {
            const { gamma, variance } = normalization;
            return (gradient * gamma[unit]) / Math.sqrt(variance[unit] + EPSILON);
          })
        : ofInputs,
    );
  }
  return gradients;
}

/** `[units] · [units]`: what the next layer's sums do, through the weights that leave a unit. */
function throughWeights({ kernel, units }: DenseWeights, gradients: Float64Array, unit: number): number {
  let sum = 0;
  for (let next = 0; next < units; next++) sum += kernel[unit * units + next] * gradients[next];
  return sum;
}
