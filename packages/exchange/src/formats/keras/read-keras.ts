// A .keras archive of Keras 3 → Network.
import { damaged } from '../../network/exchange-error';
import type { Network, NetworkLayer } from '../../network/network';
import type { ReadFormat, ReadOptimizer } from '../format';
import { type Hdf5, readHdf5 } from '../hdf5/read-hdf5';
import { readZip } from '../read-zip';
import { configOf } from './config-fields';
import { HARD_SIGMOID_STRETCH } from './keras-nodes';
import type { LayerPlace, WeightSource } from './model-context';
import { readOptimizer } from './read-optimizer';
import { readTopology } from './read-topology';
import { orderedState } from './stored-slots';
import { rankedName } from './write-keras';

export const readKeras: ReadFormat = async ({ bytes }) => {
  const entry = readZip(bytes);
  const weights = await readHdf5(entry('model.weights.h5'));
  const model = configOf(parse(entry('config.json')), 'config.json');
  return joinHardSigmoids(readTopology(model, { dialect: 'keras 3', source: rankedWeights(weights) }));
};

export const readKerasOptimizer: ReadOptimizer = async ({ bytes }) => {
  const entry = readZip(bytes);
  const model = configOf(parse(entry('config.json')), 'config.json');
  const config = (model.compile_config as { optimizer?: unknown } | null | undefined)?.optimizer;
  if (!config) return undefined;
  const weights = await readHdf5(entry('model.weights.h5'));
  const variables = () => weights.keys('optimizer/vars').map((_, i) => weights.weight(`optimizer/vars/${i}`));
  const state = orderedState(variables);
  return readOptimizer(model, { dialect: 'keras 3', source: rankedWeights(weights) }, { config, state });
};

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw damaged(`config.json: expected JSON: ${(cause as Error).message}`, cause);
  }
}

/** Weights by the class and rank of their layer: `layers/dense_1/vars/0`. */
const rankedWeights = (file: Hdf5): WeightSource => ({
  weights(place, names) {
    const path = `${[...place.inside, place].map(groupOf).join('/')}/vars`;
    const found = file.keys(path);
    if (found.length !== names.length)
      throw damaged(
        `model.weights.h5: ${path}: expected ${names.length} weights (${names.join(', ')}), received ${found.length}`,
      );
    return Object.fromEntries(names.map((name, i) => [name, file.weight(`${path}/${i}`)]));
  },
});

const groupOf = ({ className, rank }: LayerPlace): string => {
  const name = rankedName(className, new Map());
  return `layers/${rank === 0 ? name : `${name}_${rank}`}`;
};

/** The two layers that `write-keras.ts` writes for TensorFlow.js's hard sigmoid → the one that they stand for. */
function joinHardSigmoids(network: Network): Network {
  const { layers } = network;
  const isPair = (layer: NetworkLayer, i: number) => {
    const before = layers[layer.inputs[0]];
    const isStretch =
      before?.kind === 'activation' &&
      before.function.name === 'rescaling' &&
      before.function.scale === HARD_SIGMOID_STRETCH &&
      before.function.offset === 0;
    const isHard = layer.kind === 'activation' && layer.function.name === 'hardSigmoid';
    return isStretch && isHard && layer.inputs[0] === i - 1;
  };
  const stretches = new Set(layers.flatMap((layer, i) => (isPair(layer, i) ? [i - 1] : [])));
  const numbers = new Map([[-1, -1]]);
  const kept: NetworkLayer[] = [];
  for (const [i, layer] of layers.entries()) {
    const inputs = layer.inputs.map((input) => numbers.get(input)!);
    if (stretches.has(i)) numbers.set(i, inputs[0]);
    else {
      numbers.set(i, kept.length);
      const isSecond = stretches.has(i - 1) && layer.inputs[0] === i - 1;
      const { name } = layers[i - 1] ?? layer;
      kept.push(
        isSecond ? { name, inputs, kind: 'activation', function: { name: 'hardSigmoidTfjs' } } : { ...layer, inputs },
      );
    }
  }
  return { ...network, layers: kept };
}
