// One image through a network of dense layers: from its weights to the values of every unit, for the bars and the picture of the network.
import type { SavedTensor } from '@mlp-lab/experiment';
import type { Recipe } from '@mlp-lab/models';
import { ACTIVATIONS } from './activation-functions';

/** A dense layer with what follows it, batch normalization and activation. */
export interface LayerValues {
  /** `[units]`: weighted sum and bias. */
  sums: Float64Array;
  /** `[units]`: what the activation receives, after batch normalization. */
  inputs: Float64Array;
  /** `[units]`: what the next layer receives; of the last layer, the probabilities. */
  outputs: Float64Array;
}

/** A dense layer's weights: `kernel[input * units + unit]`. */
export interface DenseWeights {
  units: number;
  kernel: ArrayLike<number>;
  bias: ArrayLike<number>;
  /** Of batch normalization, each `[units]`. */
  normalization?: {
    gamma: ArrayLike<number>;
    beta: ArrayLike<number>;
    mean: ArrayLike<number>;
    variance: ArrayLike<number>;
  };
}

export const EPSILON = 1e-3; // of batch normalization, Keras's default

/** The dense layers of a network that a recipe describes; undefined if a plugin built or changed it. */
export function denseLayers(recipe: Recipe, weights: readonly SavedTensor[]): DenseWeights[] | undefined {
  const named = new Map(weights.map(({ name, data, shape }) => [name, { data, shape }]));
  const layers: DenseWeights[] = [];
  for (let number = 1; number <= recipe.hidden.length + 1; number++) {
    const kernel = named.get(`dense_${number}/kernel`);
    const bias = named.get(`dense_${number}/bias`);
    if (!kernel || !bias) return undefined;
    const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(
      (part) => named.get(`batch_normalization_${number}/${part}`)?.data,
    );
    const normalization = gamma && beta && mean && variance && { gamma, beta, mean, variance };
    layers.push({
      units: kernel.shape[1],
      kernel: kernel.data,
      bias: bias.data,
      ...(normalization && { normalization }),
    });
  }
  return recipe.activation in ACTIVATIONS ? layers : undefined;
}

/** @param input `[inputs]`, scaled as in training. */
export function forwardPass(
  layers: readonly DenseWeights[],
  activation: string,
  input: ArrayLike<number>,
): LayerValues[] {
  let values = input;
  return layers.map(({ units, kernel, bias, normalization }, i) => {
    const sums = Float64Array.from({ length: units }, (_, unit) => bias[unit]);
    for (let j = 0; j < values.length; j++) {
      const value = values[j];
      if (value !== 0) for (let unit = 0; unit < units; unit++) sums[unit] += value * kernel[j * units + unit];
    }
    const inputs = normalization
      ? sums.map((sum, unit) => {
          const { gamma, beta, mean, variance } = normalization;
          return (gamma[unit] * (sum - mean[unit])) / Math.sqrt(variance[unit] + EPSILON) + beta[unit];
        })
      : sums;
    const outputs = i === layers.length - 1 ? softmax(inputs) : apply(activation, inputs);
    values = outputs;
    return { sums, inputs, outputs };
  });
}

function apply(activation: string, inputs: Float64Array): Float64Array {
  return activation === 'softmax' ? softmax(inputs) : inputs.map((input) => ACTIVATIONS[activation](input));
}

function softmax(inputs: Float64Array): Float64Array {
  const most = inputs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = inputs.map((input) => Math.exp(input - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
