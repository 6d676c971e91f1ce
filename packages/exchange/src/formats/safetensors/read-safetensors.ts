// safetensors → Network, by the recipe that the weights belong to: PyTorch's names, or Keras's.
import { unsupported } from '../../network/exchange-error';
import type { Weight } from '../../network/network';
import { transpose } from '../../network/transpose';
import type { ReadFormat } from '../format';
import { recipeNetwork, type WeightGroup } from '../recipe-network';
import { decodeSafetensors } from './safetensors';

export const readSafetensors: ReadFormat = ({ bytes }, { recipe }) => {
  const { tensors } = decodeSafetensors(bytes);
  if (recipe === undefined)
    throw unsupported('it has weights without the layers that they belong to: a recipe is needed to read it');
  return recipeNetwork(recipe, groupsOf(tensors));
};

/** `fc1.weight` and `fc1.bias` belong together. */
function groupsOf(tensors: ReadonlyMap<string, Weight>): WeightGroup[] {
  const groups = new Map<string, Record<string, Weight>>();
  for (const [name, weight] of tensors) {
    const at = Math.max(name.lastIndexOf('.'), name.lastIndexOf('/'));
    const group = name.slice(0, Math.max(at, 0));
    groups.set(group, { ...groups.get(group), [name.slice(at + 1)]: weight });
  }
  return [...groups].map(([name, weights]) => groupOf(name, weights));
}

function groupOf(name: string, weights: Record<string, Weight>): WeightGroup {
  const { weight, kernel, bias, gamma = weight, beta = bias } = weights;
  const { running_mean, running_var, moving_mean = running_mean, moving_variance = running_var } = weights;
  if (moving_mean && moving_variance)
    return {
      name,
      kind: 'batchNormalization',
      ...(weights.num_batches_tracked && OF_PYTORCH), // mlp-lab writes none: its files keep the epsilon of recipes
      ...(gamma && { gamma }),
      ...(beta && { beta }),
      movingMean: moving_mean,
      movingVariance: moving_variance,
    };
  const matrix = kernel ?? (weight?.shape.length === 2 ? transpose(weight) : undefined);
  if (matrix?.shape.length === 2) return { name, kind: 'dense', kernel: matrix, ...(bias && { bias }) };
  throw unsupported(
    `layer ${name}: expected weight or kernel of two axes, received ${Object.keys(weights).join(', ')}`,
  );
}

/** The defaults of BatchNorm1d, whose momentum is the share of the new. */
const OF_PYTORCH = { epsilon: 1e-5, momentum: 0.9 };
