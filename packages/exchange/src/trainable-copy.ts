// A model of any origin → networks that can be trained on rows of pixels and one-hot labels, from its weights.
import { sizeFromShape } from '@mlp-lab/core';
import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkModel, checkTensorFlow } from './check-given';
import { buildModel } from './network/build-model';
import { describeModel } from './network/describe-model';
import { unsupported } from './network/exchange-error';
import { layerNames } from './network/layer-names';
import { INPUT, type Network, type NetworkLayer } from './network/network';
import { checkTraining } from './network/training-notes';
import { rowOutput } from './row-output';

/**
 * Returns a function that makes a copy at each call: `[rows, inputs]` → `[rows, classes]`, not compiled. Rows of several axes are
 * reshaped first, and logits become probabilities by softmax.
 *
 * @throws MlpLabError `bad-model` for a layer that can't be copied, and for settings of the file's training that mlp-lab doesn't have (a
 * constraint), by name; and for a model without weights that training changes.
 */
export async function trainableCopy(model: LayersModel): Promise<(tf: TensorFlow) => LayersModel> {
  checkModel(model);
  checkTraining(model);
  if (model.trainableWeights.length === 0)
    throw unsupported(
      model.weights.length === 0
        ? "the model has no weights: it can't be trained on"
        : "all weights of the model are frozen (trainable is false): it can't be trained on",
    );
  const network = withFlatInput(await describeModel(model));
  const trainable = rowOutput(model) === 'logits' ? withSoftmax(network) : network;
  return (tf) => {
    checkTensorFlow(tf);
    return buildModel(tf, trainable);
  };
}

function withFlatInput(network: Network): Network {
  const { inputShape, layers } = network;
  if (inputShape.length === 1) return network;
  const first: NetworkLayer = {
    name: freshName(network, 'image'),
    inputs: [INPUT],
    kind: 'reshape',
    shape: inputShape,
  };
  const after = layers.map((layer) => ({ ...layer, inputs: layer.inputs.map((input) => input + 1) }));
  return { ...network, inputShape: [sizeFromShape(inputShape)], layers: [first, ...after] };
}

/** Logarithms of probabilities are replaced: their softmax would be the probabilities again. */
function withSoftmax(network: Network): Network {
  const { layers } = network;
  const last = { kind: 'activation' as const, function: { name: 'softmax' as const } };
  const end = layers.at(-1);
  if (end?.kind === 'activation' && end.function.name === 'logSoftmax')
    return { ...network, layers: [...layers.slice(0, -1), { ...end, ...last }] };
  return {
    ...network,
    layers: [...layers, { name: freshName(network, 'softmax'), inputs: [layers.length - 1], ...last }],
  };
}

function freshName({ layers }: Network, wanted: string): string {
  const nameOf = layerNames();
  for (const { name } of layers) nameOf(name);
  return nameOf(wanted);
}
