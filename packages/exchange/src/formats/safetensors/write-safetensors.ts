// Network → safetensors: as Keras has the weights, and as PyTorch has them, by the layers' names.
import { layerWeights } from '../../network/layer-weights';
import type { Network, Weight } from '../../network/network';
import { transpose } from '../../network/transpose';
import type { WriteFormat } from '../format';
import { encodeSafetensors } from './safetensors';

/** `model.safetensors`: `dense_1.kernel [in, out]`. `model.pytorch.safetensors`: `dense_1.weight [out, in]`, as `state_dict` has it. */
export const writeSafetensors: WriteFormat = (network) => ({
  'model.safetensors': fileOf(network, (name) => name, { framework: 'keras' }),
  'model.pytorch.safetensors': fileOf(network, pytorchName, { format: 'pt' }),
});

function fileOf({ layers }: Network, rename: (name: string) => string, metadata: Record<string, string>): Uint8Array {
  const tensors = new Map<string, Weight>();
  for (const layer of layers)
    for (const { name, weight } of layerWeights(layer)) {
      const renamed = rename(name);
      tensors.set(`${layer.name}.${renamed}`, renamed === 'weight' && name === 'kernel' ? transpose(weight) : weight);
    }
  return encodeSafetensors({ tensors, metadata });
}

const PYTORCH_NAMES: Readonly<Record<string, string>> = {
  kernel: 'weight',
  alpha: 'weight',
  gamma: 'weight',
  beta: 'bias',
  moving_mean: 'running_mean',
  moving_variance: 'running_var',
};

const pytorchName = (name: string) => PYTORCH_NAMES[name] ?? name;
