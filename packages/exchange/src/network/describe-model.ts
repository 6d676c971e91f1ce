// tf.LayersModel → Network. One rule for each layer class that the engine compiles, and Rescaling and logSoftmax.
import type { Expression } from '@mlp-lab/core';
import type { LayersModel, layers } from '@tensorflow/tfjs-layers';
import { ELEMENTWISE, type ElementwiseConfig } from './elementwise-layer';
import { unsupported } from './exchange-error';
import { initializerOfConfig } from './initializer';
import { layerNames } from './layer-names';
import {
  type ActivationFunction,
  INPUT,
  type NamedFunction,
  type Network,
  type Operation,
  type Weight,
} from './network';

type Layer = layers.Layer;
type Tensor = LayersModel['outputs'][number];
type Config = Record<string, unknown>;
type Weights = Readonly<Record<string, Weight>>;

/**
 * The layers and weights of a model, nested models replaced by their layers.
 *
 * @throws MlpLabError `bad-model` for a layer that no format has: a plugin's own, one that joins several rows and is not among `JOINS`.
 */
export async function describeModel(model: LayersModel): Promise<Network> {
  if (model.inputs?.length !== 1 || model.outputs?.length !== 1)
    throw unsupported(
      `the model has ${model.inputs?.length} inputs and ${model.outputs?.length} outputs: expected one`,
    );
  const inputShape = model.inputs[0].shape.slice(1);
  if (inputShape.includes(null)) throw unsupported(`the model takes inputs of any shape: [${inputShape}]`);
  const nameOf = layerNames();
  const described: Network['layers'][number][] = [];
  const ends: number[] = []; // the index in `described` of each step's last operation
  for (const { layer, inputs } of steps(model)) {
    const weights = await weightsOf(layer);
    const rule = rules[layer.getClassName()];
    if (rule === undefined)
      throw unsupported(
        `layer ${layer.name} (${layer.getClassName()}) can't be exported: it is a layer of a plugin, or one that mlp-lab doesn't compile`,
      );
    const operations = rule(layer, layer.getConfig() as Config, weights);
    let from = inputs.map((input) => (input === INPUT ? INPUT : ends[input]));
    for (const operation of operations) {
      const trainable = layer.trainable ? {} : { trainable: false };
      described.push({ name: nameOf(layer.name), inputs: from, ...trainable, ...operation });
      from = [described.length - 1];
    }
    ends.push(from[0]);
  }
  return { name: plainName(model.name), inputShape: inputShape as number[], layers: described };
}

/** Keras refuses names with a slash, and programs have it in a comment. */
const plainName = (name: string) => layerNames()(name);

interface Step {
  readonly layer: Layer;
  /** The indices of the steps whose outputs it takes, or `INPUT`. */
  readonly inputs: readonly number[];
}

/** A connection of layers; TensorFlow.js's types hide parts of it. */
interface Node {
  readonly inputTensors: Tensor[];
}

/** The layers from the input to the output, nested models replaced by theirs. */
function steps(model: LayersModel): Step[] {
  const found: Step[] = [];
  visit(model.outputs[0], new Map());
  return found;

  function visit(tensor: Tensor, known: Map<Tensor, number>): number {
    const before = known.get(tensor);
    if (before !== undefined) return before;
    const layer = tensor.sourceLayer as Layer;
    if (layer.getClassName() === 'InputLayer') return INPUT;
    const { inputTensors } = layer.inboundNodes[tensor.nodeIndex] as unknown as Node;
    const inputs = inputTensors.map((input) => visit(input, known));
    const index = 'layers' in layer ? visitInner(layer as unknown as LayersModel, inputs) : addStep(layer, inputs);
    known.set(tensor, index);
    return index;
  }

  function visitInner(inner: LayersModel, inputs: number[]): number {
    if (inner.inputs.length !== 1 || inner.outputs.length !== 1)
      throw unsupported(`the model ${inner.name} inside the model has several inputs or outputs`);
    return visit(inner.outputs[0], new Map([[inner.inputs[0] as Tensor, inputs[0]]]));
  }

  function addStep(layer: Layer, inputs: number[]): number {
    const className = layer.getClassName();
    if (inputs.length > 1 && !JOINS.includes(className))
      throw unsupported(
        `layer ${layer.name} (${className}) joins ${inputs.length} inputs: expected one of ${JOINS.join(', ')}`,
      );
    return found.push({ layer, inputs }) - 1;
  }
}

type Rule = (layer: Layer, config: Config, weights: Weights) => Operation[];

/** By TensorFlow.js's class name. */
const rules: Readonly<Record<string, Rule>> = {
  Dense(layer, config, { kernel, bias }) {
    const initializer = initializerOfConfig(config.kernelInitializer);
    const dense = { kind: 'dense' as const, kernel, ...(bias && { bias }), ...(initializer && { initializer }) };
    const after = activationOf(layer);
    return after.name === 'linear' ? [dense] : [dense, { kind: 'activation', function: after }];
  },
  Activation: (layer) => [{ kind: 'activation', function: activationOf(layer) }],
  ReLU: (_layer, { maxValue }) => relu(typeof maxValue === 'number' ? { maxValue } : {}),
  LeakyReLU: (_layer, { alpha }) => relu({ negativeSlope: alpha as number }),
  ThresholdedReLU: (_layer, { theta }) => relu({ threshold: theta as number }),
  ELU: () => [{ kind: 'activation', function: { name: 'elu' } }],
  Softmax(layer, { axis }) {
    checkLastAxis(layer, axis);
    return [{ kind: 'activation', function: { name: 'softmax' } }];
  },
  [ELEMENTWISE]: (_layer, config) => [
    { kind: 'activation', function: (config as unknown as ElementwiseConfig).activation },
  ],
  Rescaling: (_layer, { scale, offset }) => [
    { kind: 'activation', function: { name: 'rescaling', scale: scale as number, offset: offset as number } },
  ],
  PReLU: (_layer, _config, { alpha }) => [{ kind: 'prelu', alpha }],
  BatchNormalization(layer, { axis, epsilon, momentum }, { gamma, beta, moving_mean, moving_variance }) {
    checkLastAxis(layer, axis);
    const moving = { movingMean: moving_mean, movingVariance: moving_variance };
    const affine = { ...(gamma && { gamma }), ...(beta && { beta }) };
    const numbers = { epsilon: epsilon as number, momentum: momentum as number };
    return [{ kind: 'batchNormalization', ...numbers, ...affine, ...moving }];
  },
  LayerNormalization(layer, { axis, epsilon }, { gamma, beta }) {
    checkLastAxis(layer, axis);
    const affine = { ...(gamma && { gamma }), ...(beta && { beta }) };
    return [{ kind: 'layerNormalization', epsilon: epsilon as number, ...affine }];
  },
  Dropout: (_layer, { rate }) => [{ kind: 'dropout', rate: rate as number }],
  AlphaDropout: (_layer, { rate }) => [{ kind: 'alphaDropout', rate: rate as number }],
  GaussianNoise: (_layer, { stddev }) => [{ kind: 'gaussianNoise', rate: stddev as number }],
  GaussianDropout: (_layer, { rate }) => [{ kind: 'gaussianDropout', rate: rate as number }],
  Flatten: (_layer, { dataFormat }) => [
    { kind: 'flatten', ...(dataFormat === 'channelsFirst' && { channelsFirst: true as const }) },
  ],
  Reshape: (layer) => [{ kind: 'reshape', shape: (layer.outputShape as number[]).slice(1) }],
  Add: () => [{ kind: 'add' }],
  Multiply: () => [{ kind: 'multiply' }],
  Maximum: () => [{ kind: 'maximum' }],
  Minimum: () => [{ kind: 'minimum' }],
  Average: (layer) => [{ kind: 'add' }, meanOf((layer.inboundNodes[0] as unknown as Node).inputTensors.length)],
  Concatenate(layer, { axis }) {
    checkLastAxis(layer, axis);
    return [{ kind: 'concatenate' }];
  },
};

/** By TensorFlow.js's class name: the layers with several inputs. */
const JOINS: readonly string[] = ['Add', 'Multiply', 'Maximum', 'Minimum', 'Average', 'Concatenate'];

const meanOf = (inputs: number): Operation => ({
  kind: 'activation',
  function: { name: 'rescaling', scale: 1 / inputs, offset: 0 },
});

const relu = (settings: Omit<Extract<ActivationFunction, { name: 'relu' }>, 'name'>): Operation[] => [
  { kind: 'activation', function: { name: 'relu', ...settings } },
];

function checkLastAxis(layer: Layer, axis: unknown): void {
  const last = layer.outputShape.length - 1;
  const axes = Array.isArray(axis) ? axis : [axis];
  if (axes.length !== 1 || (axes[0] !== last && axes[0] !== -1))
    throw unsupported(
      `layer ${layer.name} (${layer.getClassName()}) works along axis ${axes}: only the last one is exported`,
    );
}

/** TensorFlow.js's names of activations where they differ from ours. */
const FUNCTION_NAMES: Readonly<Record<string, NamedFunction>> = {
  hardSigmoid: 'hardSigmoidTfjs',
  swish: 'silu',
  gelu_new: 'geluTanh',
};

interface Activation {
  getClassName(): string;
  readonly expression?: Expression;
}

function activationOf(layer: Layer): ActivationFunction {
  const { activation } = layer as unknown as { activation: Activation };
  const name = activation.getClassName();
  if (activation.expression !== undefined) return { name: 'formula', expression: activation.expression, plugin: name };
  if (name === 'relu' || name === 'elu') return { name };
  if (name in FUNCTION_NAMES) return { name: FUNCTION_NAMES[name] };
  if (TFJS_FUNCTIONS.includes(name)) return { name: name as NamedFunction };
  throw unsupported(
    `layer ${layer.name} has the activation ${name}, which is of a plugin and not described by a formula`,
  );
}

/** Those whose names are ours. */
const TFJS_FUNCTIONS: readonly string[] = [
  ...['linear', 'softmax', 'logSoftmax', 'relu6', 'sigmoid', 'tanh', 'selu', 'softplus', 'softsign', 'mish', 'gelu'],
];

/** A layer's weights by the names that they have in `addWeight`. */
async function weightsOf(layer: Layer): Promise<Weights> {
  const named = layer.weights.map(async (variable) => {
    const { originalName, shape } = variable;
    const name = originalName.slice(originalName.lastIndexOf('/') + 1);
    const data = Float32Array.from(await variable.read().data());
    const regularizer = regularizerOf(layer, name);
    return [name, { shape: shape as number[], data, ...(regularizer && { regularizer }) }] as const;
  });
  return Object.fromEntries(await Promise.all(named));
}

function regularizerOf(layer: Layer, weight: string): Weight['regularizer'] {
  const found = (layer as unknown as Record<string, { l1?: number; l2?: number } | null | undefined>)[
    `${weight}Regularizer`
  ];
  return found ? { l1: found.l1 ?? 0, l2: found.l2 ?? 0 } : undefined;
}
