// Network → what Keras 3 loads: a .keras archive, or the .weights.h5 in it alone.
import { zipSync } from 'fflate';
import { layerWeights } from '../../network/layer-weights';
import { INPUT, type Network, type Weight } from '../../network/network';
import type { WriteFormat } from '../format';
import { writeHdf5 } from '../hdf5/write-hdf5';
import { type KerasNode, kerasNodes, LAYERS } from './keras-nodes';
import type { Input } from './keras-order';

const KERAS_VERSION = '3.15.1';

export const writeKeras: WriteFormat = async (network) => {
  const nodes = kerasNodes(network);
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const archive = {
    'metadata.json': json({ keras_version: KERAS_VERSION }),
    'config.json': json(kerasConfig(network, nodes)),
    'model.weights.h5': await weightsFile(nodes),
  };
  return { 'model.keras': zipSync(archive, { level: 0, mtime: '1980-01-01' }) };
};

export const writeKerasWeights: WriteFormat = async (network) => ({
  'model.weights.h5': await weightsFile(kerasNodes(network)),
});

/** Groups by class and rank: `layers/dense_1/vars/0` is the kernel of the second Dense. */
function weightsFile(nodes: readonly KerasNode[]): Promise<Uint8Array> {
  const entries = new Map<string, Weight | 'group'>();
  const counts = new Map<string, number>();
  for (const { module, className, layer } of nodes) {
    if (module !== LAYERS) continue;
    const path = `layers/${rankedName(className, counts)}/vars`;
    entries.set(path, 'group');
    if (layer) for (const [i, { weight }] of layerWeights(layer).entries()) entries.set(`${path}/${i}`, weight);
  }
  entries.set('vars', 'group');
  return writeHdf5(entries);
}

/** `dense`, then `dense_1`: Keras's snake case, with how many of the class came before. */
export function rankedName(className: string, counts: Map<string, number>): string {
  const name = className
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
  const before = counts.get(name) ?? 0;
  counts.set(name, before + 1);
  return before === 0 ? name : `${name}_${before}`;
}

/** A Sequential model if the layers are a chain, else a Functional one. */
function kerasConfig(network: Network, nodes: readonly KerasNode[]): object {
  const { name, inputShape } = network;
  const isChain = nodes.every(
    ({ module, inputs: [input, ...others] }, i) =>
      module === LAYERS && others.length === 0 && 'node' in input && input.node === i - 1,
  );
  const input = {
    module: LAYERS,
    class_name: 'InputLayer',
    config: { batch_shape: [null, ...inputShape], dtype: 'float32', name: INPUT_NAME },
    registered_name: null,
  };
  const tensors = nodes.map(tensorOf);
  const inputTensor = tensorOf({ name: INPUT_NAME, shape: inputShape, dtype: 'float32' });
  const argument = (given: Input) =>
    'constant' in given ? given.constant : given.node === INPUT ? inputTensor : tensors[given.node];
  const connected = nodes.map((node) => {
    const args = node.inputs.map(argument);
    const isJoin = node.module === LAYERS && args.length > 1; // a layer takes several inputs as one list, an operation one by one
    const inbound = [{ args: isJoin ? [args] : args, kwargs: {} }];
    return { ...layerConfig(node), name: node.name, inbound_nodes: inbound };
  });
  const config = isChain
    ? { name, trainable: true, layers: [input, ...nodes.map(layerConfig)], build_input_shape: [null, ...inputShape] }
    : {
        name,
        trainable: true,
        layers: [{ ...input, name: INPUT_NAME, inbound_nodes: [] }, ...connected],
        input_layers: [INPUT_NAME, 0, 0],
        output_layers: [nodes.at(-1)!.name, 0, 0],
      };
  const [module, className] = isChain ? ['keras', 'Sequential'] : ['keras.src.models.functional', 'Functional'];
  return { module, class_name: className, config, registered_name: isChain ? null : 'Functional' };
}

const INPUT_NAME = 'input';

function layerConfig({ name, module, className, config }: KerasNode) {
  const isLayer = module === LAYERS;
  return {
    module,
    class_name: className,
    config: isLayer ? { name, trainable: true, dtype: 'float32', ...config } : { name },
    registered_name: isLayer ? null : className,
  };
}

const tensorOf = ({ name, shape, dtype }: Pick<KerasNode, 'name' | 'shape' | 'dtype'>) => ({
  class_name: '__keras_tensor__',
  config: { shape: [null, ...shape], dtype, keras_history: [name, 0, 0] },
});
