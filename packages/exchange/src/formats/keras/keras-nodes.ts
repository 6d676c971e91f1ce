// Network → the layers and operations of Keras 3 that compute the same, each as plain configuration.
import { interpret } from '@mlp-lab/core';
import { functionExpression } from '../../network/function-expression';
import { type Initializer, shortName } from '../../network/initializer';
import { layerNames } from '../../network/layer-names';
import { rowShapes } from '../../network/layer-weights';
import { type ActivationFunction, INPUT, type Network, type NetworkLayer, type Weight } from '../../network/network';
import { kerasActivation } from '../function-names';
import { type Input, inKerasOrder } from './keras-order';

export interface KerasNode {
  readonly name: string;
  /** `keras.layers`, or a module of operations. */
  readonly module: string;
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inputs: readonly Input[];
  /** The shape of a row of its output. */
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'bool';
  /** The layer whose weights it has. */
  readonly layer?: NetworkLayer;
}

/** In Keras's own order, in which each comes after its inputs. */
export function kerasNodes(network: Network): KerasNode[] {
  const nodes: KerasNode[] = [];
  const nameOf = layerNames();
  nameOf('input'); // taken by the input layer
  const shapes = rowShapes(network);
  const ends: number[] = [];
  for (const [i, layer] of network.layers.entries()) {
    const inputs = layer.inputs.map((input) => (input === INPUT ? INPUT : ends[input]));
    const add: Add = (className, config, from = inputs, rest = {}) => {
      const operands = from.map((node) => ({ node }));
      return push({ name: layer.name, module: LAYERS, className, config, inputs: operands, shape: shapes[i], ...rest });
    };
    const operation: AddOperation = (module, className, operands, dtype = 'float32') =>
      push({ name: className, module, className, config: {}, inputs: operands, shape: shapes[i], dtype });
    ends.push(addLayer(layer, inputs[0], add, operation));
  }
  return inKerasOrder(nodes);

  function push({ name, dtype = 'float32', ...node }: Omit<KerasNode, 'dtype'> & { dtype?: KerasNode['dtype'] }) {
    return nodes.push({ name: nameOf(name), dtype, ...node }) - 1;
  }
}

export const LAYERS = 'keras.layers';

type Add = (
  className: string,
  config: KerasNode['config'],
  inputs?: readonly number[],
  rest?: Pick<KerasNode, 'layer'>,
) => number;
type AddOperation = (module: string, className: string, operands: Input[], dtype?: KerasNode['dtype']) => number;

function addLayer(layer: NetworkLayer, x: number, add: Add, operation: AddOperation): number {
  const trainable = layer.trainable === false ? { trainable: false } : {};
  const weighted = (className: string, config: KerasNode['config']) =>
    add(className, { ...trainable, ...config }, undefined, { layer });
  switch (layer.kind) {
    case 'dense':
      return weighted('Dense', {
        units: layer.kernel.shape[1],
        activation: 'linear',
        use_bias: layer.bias !== undefined,
        ...(layer.initializer && { kernel_initializer: initializer(layer.initializer) }),
        ...regularizer('kernel', layer.kernel),
        ...regularizer('bias', layer.bias),
      });
    case 'activation':
      return addFunction(layer.function, x, add, operation);
    case 'prelu': {
      const shared = layer.alpha.shape.flatMap((length, i) => (length === 1 ? [i + 1] : []));
      return weighted('PReLU', { shared_axes: shared.length > 0 ? shared : null });
    }
    case 'batchNormalization': {
      const { epsilon, momentum, gamma, beta } = layer;
      return weighted('BatchNormalization', { axis: -1, epsilon, momentum, scale: !!gamma, center: !!beta });
    }
    case 'layerNormalization': {
      const { epsilon, gamma, beta } = layer;
      return weighted('LayerNormalization', { axis: -1, epsilon, scale: !!gamma, center: !!beta });
    }
    case 'dropout':
      return add('Dropout', { rate: layer.rate });
    case 'alphaDropout':
      return add('AlphaDropout', { rate: layer.rate });
    case 'gaussianNoise':
      return add('GaussianNoise', { stddev: layer.rate });
    case 'gaussianDropout':
      return add('GaussianDropout', { rate: layer.rate });
    case 'flatten':
      return add('Flatten', layer.channelsFirst ? { data_format: 'channels_first' } : {});
    case 'reshape':
      return add('Reshape', { target_shape: layer.shape });
    case 'add':
    case 'multiply':
    case 'maximum':
    case 'minimum':
      return add(layer.kind[0].toUpperCase() + layer.kind.slice(1), {});
    case 'concatenate':
      return add('Concatenate', { axis: -1 });
  }
}

const initializer = (given: Initializer) =>
  shortName(given) ?? {
    module: 'keras.initializers',
    class_name: given.className,
    config: given.config,
    registered_name: null,
  };

const regularizer = (weight: string, given: Weight | undefined) =>
  given?.regularizer && {
    [`${weight}_regularizer`]: {
      module: 'keras.regularizers',
      class_name: 'L1L2',
      config: given.regularizer,
      registered_name: null,
    },
  };

function addFunction(given: ActivationFunction, x: number, add: Add, operation: AddOperation): number {
  const name = kerasActivation(given);
  if (name !== undefined) return add('Activation', { activation: name });
  if (given.name === 'relu')
    return add('ReLU', {
      max_value: given.maxValue ?? null,
      negative_slope: given.negativeSlope ?? 0,
      threshold: given.threshold ?? 0,
    });
  if (given.name === 'elu') return add('ELU', { alpha: given.alpha });
  if (given.name === 'rescaling') return add('Rescaling', { scale: given.scale, offset: given.offset });
  if (given.name === 'hardSigmoidTfjs') {
    const stretched = add('Rescaling', { scale: HARD_SIGMOID_STRETCH, offset: 0 });
    return add('Activation', { activation: 'hard_sigmoid' }, [stretched]);
  }
  const result = interpret(functionExpression(given)!, { x: { node: x } as Input }, operators(operation));
  return 'node' in result ? result.node : add('Rescaling', { scale: 0, offset: result.constant });
}

/** hard_sigmoid(1.2 x) of Keras 3, whose slope is 1/6, is that of TensorFlow.js, whose slope is 0.2. */
export const HARD_SIGMOID_STRETCH = 1.2;

export const NUMPY = 'keras.src.ops.numpy';
const NN = 'keras.src.ops.nn';
const MATH = 'keras.src.ops.math';

/** Keras's operations for those of formulas. */
function operators(operation: AddOperation) {
  const of =
    (className: string, module = NUMPY) =>
    (...operands: Input[]): Input => ({ node: operation(module, className, operands) });
  return {
    constant: (constant: number): Input => ({ constant }),
    add: of('Add'),
    sub: of('Subtract'),
    mul: of('Multiply'),
    div: of('Divide'),
    maximum: of('Maximum'),
    minimum: of('Minimum'),
    neg: of('Negative'),
    abs: of('Absolute'),
    sqrt: of('Sqrt'),
    exp: of('Exp'),
    expm1: of('Expm1'),
    log: of('Log'),
    log1p: of('Log1p'),
    tanh: of('Tanh'),
    sigmoid: of('Sigmoid', NN),
    softplus: of('Softplus', NN),
    erf: of('Erf', MATH),
    where(a: Input, b: Input, yes: Input, no: Input): Input {
      const node = operation(NUMPY, 'Greater', [a, b], 'bool');
      return { node: operation(NUMPY, 'Where', [{ node }, yes, no]) };
    },
  };
}
