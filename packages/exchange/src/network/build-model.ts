// Network → tf.LayersModel: the layers of TensorFlow.js that compute the same, else an Elementwise layer with the formula.
import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import type { LayersModel, layers, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { registerElementwise } from './elementwise-layer';
import { layerWeights } from './layer-weights';
import { type ActivationFunction, INPUT, type Network, type NetworkLayer, type Weight } from './network';
import { noteTraining } from './training-notes';

type Layer = layers.Layer;

/** The model, not compiled: a Sequential one if its layers are a chain. Layers that can't be joined leave no tensors. */
export function buildModel(tf: TensorFlow, network: Network): LayersModel {
  const made = network.layers.map((layer) => makeLayer(tf, layer));
  for (const layer of made) layer.setFastWeightInitDuringBuild(true); // their own weights follow
  try {
    const model = joined(tf, network, made);
    for (const [i, layer] of made.entries()) writeWeights(tf, layer, network.layers[i]);
    noteTraining(model, network);
    return model;
  } catch (error) {
    for (const layer of made) for (const weight of layer.weights) weight.dispose();
    throw error;
  }
}

function joined(tf: TensorFlow, network: Network, made: Layer[]): LayersModel {
  const { name, inputShape, layers } = network;
  const isChain = layers.every(({ inputs }, i) => inputs.length === 1 && inputs[0] === i - 1);
  if (!isChain) return connected(tf, network, made);
  const input = tf.layers.inputLayer({ inputShape: [...inputShape], name: 'input' });
  return tf.sequential({ name, layers: [input, ...made] });
}

function connected(tf: TensorFlow, { name, inputShape, layers }: Network, made: Layer[]): LayersModel {
  const input = tf.input({ shape: [...inputShape], name: 'input' });
  const outputs: SymbolicTensor[] = [];
  for (const [i, { inputs }] of layers.entries()) {
    const from = inputs.map((index) => (index === INPUT ? input : outputs[index]));
    outputs.push(made[i].apply(from.length > 1 ? from : from[0]) as SymbolicTensor);
  }
  return tf.model({ name, inputs: input, outputs: outputs.at(-1)! });
}

function writeWeights(tf: TensorFlow, layer: Layer, described: NetworkLayer): void {
  const tensors = layerWeights(described).map(({ weight: { data, shape } }) => tf.tensor(data, [...shape]));
  try {
    if (tensors.length > 0) layer.setWeights(tensors);
  } finally {
    tf.dispose(tensors);
  }
}

function makeLayer(tf: TensorFlow, layer: NetworkLayer): Layer {
  const { name, trainable = true } = layer;
  const common = { name, trainable };
  switch (layer.kind) {
    case 'dense':
      return tf.layers.dense({
        ...common,
        units: layer.kernel.shape[1],
        useBias: layer.bias !== undefined,
        kernelRegularizer: regularizer(tf, layer.kernel),
        biasRegularizer: layer.bias && regularizer(tf, layer.bias),
      });
    case 'activation':
      return activationLayer(tf, name, layer.function);
    case 'prelu': {
      const shared = layer.alpha.shape.flatMap((length, i) => (length === 1 ? [i + 1] : []));
      return tf.layers.prelu({ ...common, ...(shared.length > 0 && { sharedAxes: shared }) });
    }
    case 'batchNormalization': {
      const { epsilon, momentum, gamma, beta } = layer;
      return tf.layers.batchNormalization({ ...common, epsilon, momentum, scale: !!gamma, center: !!beta });
    }
    case 'layerNormalization':
      return tf.layers.layerNormalization({
        ...common,
        epsilon: layer.epsilon,
        scale: !!layer.gamma,
        center: !!layer.beta,
      });
    case 'dropout':
      return tf.layers.dropout({ name, rate: layer.rate });
    case 'alphaDropout':
      return tf.layers.alphaDropout({ name, rate: layer.rate });
    case 'gaussianNoise':
      return tf.layers.gaussianNoise({ name, stddev: layer.rate });
    case 'gaussianDropout':
      return tf.layers.gaussianDropout({ name, rate: layer.rate });
    case 'flatten':
      return tf.layers.flatten({ name, ...(layer.channelsFirst && { dataFormat: 'channelsFirst' }) });
    case 'reshape':
      return tf.layers.reshape({ name, targetShape: [...layer.shape] });
    case 'add':
    case 'multiply':
    case 'maximum':
    case 'minimum':
    case 'concatenate':
      return tf.layers[layer.kind]({ name });
  }
}

const regularizer = (tf: TensorFlow, { regularizer: given }: Weight) => given && tf.regularizers.l1l2({ ...given });

/** What TensorFlow.js calls the activations that it has. */
const TFJS_NAMES: Readonly<Record<string, string>> = {
  linear: 'linear',
  softmax: 'softmax',
  logSoftmax: 'logSoftmax',
  sigmoid: 'sigmoid',
  hardSigmoidTfjs: 'hardSigmoid',
  relu: 'relu',
  relu6: 'relu6',
  tanh: 'tanh',
  elu: 'elu',
  selu: 'selu',
  softplus: 'softplus',
  softsign: 'softsign',
  silu: 'swish',
  mish: 'mish',
  gelu: 'gelu',
};

/** The identifier that TensorFlow.js has for exactly this function; undefined if it has none. */
export function tfjsActivation(given: ActivationFunction): string | undefined {
  if (given.name === 'formula') return given.plugin;
  const { name, ...settings } = given;
  const isPlain = Object.entries(settings).every(([key, value]) => value === undefined || value === DEFAULTS[key]);
  return isPlain ? TFJS_NAMES[name] : undefined;
}

const DEFAULTS: Readonly<Record<string, unknown>> = { negativeSlope: 0, threshold: 0, alpha: 1 };

type Identifier = Parameters<TensorFlow['layers']['activation']>[0]['activation'];

function activationLayer(tf: TensorFlow, name: string, given: ActivationFunction): Layer {
  const identifier = tfjsActivation(given);
  if (identifier !== undefined && !(given.name === 'formula' && !isRegistered(tf, identifier)))
    return tf.layers.activation({ name, activation: identifier as Identifier });
  if (given.name === 'relu') {
    const { negativeSlope = 0, maxValue, threshold = 0 } = given;
    if (maxValue === undefined && threshold === 0) return tf.layers.leakyReLU({ name, alpha: negativeSlope });
    if (negativeSlope === 0 && threshold === 0) return tf.layers.reLU({ name, maxValue });
    if (negativeSlope === 0 && maxValue === undefined) return tf.layers.thresholdedReLU({ name, theta: threshold });
  }
  return new (registerElementwise(tf))({ name, activation: given });
}

const isRegistered = (tf: TensorFlow, className: string) =>
  Object.hasOwn(tf.serialization.SerializationMap.getMap().classNameMap, className);
