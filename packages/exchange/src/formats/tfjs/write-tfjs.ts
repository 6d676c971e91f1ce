// Network → TensorFlow.js's model.json and weights, with an InputLayer first, without which Keras 3 reads another shape of input.

import { tfjsActivation } from '../../network/build-model';
import { ELEMENTWISE } from '../../network/elementwise-layer';
import { layerWeights } from '../../network/layer-weights';
import { type ActivationFunction, INPUT, type Network, type NetworkLayer } from '../../network/network';
import type { WriteFormat } from '../format';
import { littleEndian } from '../little-endian';

const WEIGHTS = 'group1-shard1of1.bin';

export const writeTfjs: WriteFormat = (network) => {
  const { layers } = network;
  const weights = layers.flatMap((layer) =>
    layerWeights(layer).map(({ name, weight }) => ({ name: `${layer.name}/${name}`, ...weight })),
  );
  const model = {
    format: 'layers-model',
    generatedBy: 'mlp-lab',
    convertedBy: null,
    modelTopology: { ...topology(network), keras_version: 'tfjs-layers 4.22.0', backend: 'tensor_flow.js' },
    weightsManifest: [
      { paths: [WEIGHTS], weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })) },
    ],
  };
  const bytes = new Uint8Array(weights.reduce((sum, { data }) => sum + data.byteLength, 0));
  let at = 0;
  for (const { data } of weights) {
    bytes.set(littleEndian(data), at);
    at += data.byteLength;
  }
  return { 'model.json': new TextEncoder().encode(JSON.stringify(model)), [WEIGHTS]: bytes };
};

function topology({ name, inputShape, layers }: Network): object {
  const isChain = layers.every(({ inputs }, i) => inputs.length === 1 && inputs[0] === i - 1);
  const input = {
    class_name: 'InputLayer',
    config: { batch_input_shape: [null, ...inputShape], dtype: 'float32', sparse: false, name: INPUT_NAME },
  };
  const made = layers.map(layerConfig);
  if (isChain) return { class_name: 'Sequential', config: { name, layers: [input, ...made] } };
  const nameOf = (index: number) => (index === INPUT ? INPUT_NAME : layers[index].name);
  const connected = made.map((layer, i) => ({
    ...layer,
    name: layers[i].name,
    inbound_nodes: [layers[i].inputs.map((index) => [nameOf(index), 0, 0, {}])],
  }));
  return {
    class_name: 'Model',
    config: {
      name,
      layers: [{ ...input, name: INPUT_NAME, inbound_nodes: [] }, ...connected],
      input_layers: [[INPUT_NAME, 0, 0]],
      output_layers: [[layers.at(-1)!.name, 0, 0]],
    },
  };
}

const INPUT_NAME = 'input';

export function layerConfig(layer: NetworkLayer): { class_name: string; config: object } {
  const { name, trainable = true } = layer;
  const make = (className: string, config: object = {}) => ({
    class_name: className,
    config: { name, trainable, ...config },
  });
  switch (layer.kind) {
    case 'dense':
      return make('Dense', {
        units: layer.kernel.shape[1],
        activation: 'linear',
        use_bias: layer.bias !== undefined,
        ...regularizer('kernel', layer.kernel),
        ...regularizer('bias', layer.bias),
      });
    case 'activation':
      return activationConfig(layer.function, make);
    case 'prelu': {
      const shared = layer.alpha.shape.flatMap((length, i) => (length === 1 ? [i + 1] : []));
      return make('PReLU', { shared_axes: shared.length > 0 ? shared : null });
    }
    case 'batchNormalization': {
      const { epsilon, momentum, gamma, beta } = layer;
      return make('BatchNormalization', { axis: -1, epsilon, momentum, scale: !!gamma, center: !!beta });
    }
    case 'layerNormalization': {
      const { epsilon, gamma, beta } = layer;
      return make('LayerNormalization', { axis: [-1], epsilon, scale: !!gamma, center: !!beta });
    }
    case 'dropout':
      return make('Dropout', { rate: layer.rate });
    case 'alphaDropout':
      return make('AlphaDropout', { rate: layer.rate });
    case 'gaussianNoise':
      return make('GaussianNoise', { stddev: layer.rate });
    case 'gaussianDropout':
      return make('GaussianDropout', { rate: layer.rate });
    case 'flatten':
      return make('Flatten', layer.channelsFirst ? { data_format: 'channels_first' } : {});
    case 'reshape':
      return make('Reshape', { target_shape: layer.shape });
    case 'add':
    case 'multiply':
    case 'maximum':
    case 'minimum':
      return make(layer.kind[0].toUpperCase() + layer.kind.slice(1));
    case 'concatenate':
      return make('Concatenate', { axis: -1 });
  }
}

const regularizer = (weight: string, given: { regularizer?: object } | undefined) =>
  given?.regularizer && { [`${weight}_regularizer`]: { class_name: 'L1L2', config: given.regularizer } };

type Make = (className: string, config?: object) => { class_name: string; config: object };

function activationConfig(given: ActivationFunction, make: Make) {
  const identifier = tfjsActivation(given);
  if (identifier !== undefined && given.name !== 'formula')
    return make('Activation', { activation: snakeCase(identifier) });
  if (given.name === 'rescaling') return make('Rescaling', { scale: given.scale, offset: given.offset });
  if (given.name === 'relu') {
    const { negativeSlope = 0, maxValue, threshold = 0 } = given;
    if (maxValue === undefined && threshold === 0) return make('LeakyReLU', { alpha: negativeSlope });
    if (negativeSlope === 0 && threshold === 0) return make('ReLU', { max_value: maxValue });
    if (negativeSlope === 0 && maxValue === undefined) return make('ThresholdedReLU', { theta: threshold });
  }
  const entries = Object.entries(given).map(([key, value]) => [snakeCase(key), value]);
  return make(ELEMENTWISE, { activation: { ...Object.fromEntries(entries), name: snakeCase(given.name) } });
}

/** As TensorFlow.js spells its names in files: `hardSigmoid` → `hard_sigmoid`. */
const snakeCase = (name: string) =>
  name.includes('>') ? name : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
