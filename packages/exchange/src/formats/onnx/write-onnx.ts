// Network → ONNX, opset 17 and IR 8, which every runtime of the last years reads.
import { interpret } from '@mlp-lab/core';
import { functionExpression } from '../../network/function-expression';
import { rowShapes } from '../../network/layer-weights';
import { type ActivationFunction, INPUT, type NetworkLayer, type Weight } from '../../network/network';
import type { WriteFormat } from '../format';
import { littleEndian } from '../little-endian';
import { encodeMessage, type Message } from '../protobuf';
import { DATA_TYPES, MODEL } from './onnx-messages';
import { metadataOf, PRODUCER } from './onnx-metadata';

const OPSET = 17; // the first with LayerNormalization
const IR_VERSION = 8;
const INPUT_NAME = 'input';
const OUTPUT_NAME = 'output';

/** Input `[rows, …]` and output `[rows, classes]`, float32. */
export const writeOnnx: WriteFormat = (network) => {
  const { name, inputShape, layers } = network;
  const graph = graphWriter();
  const shapes = rowShapes(network);
  const outputs: string[] = [];
  for (const [i, layer] of layers.entries()) {
    const inputs = layer.inputs.map((input) => (input === INPUT ? INPUT_NAME : outputs[input]));
    const [from] = layer.inputs;
    const shape = { input: from === INPUT ? inputShape : shapes[from], output: shapes[i] };
    outputs.push(writeLayer(graph.at(layer.name), layer, inputs, shape));
  }
  graph.at(OUTPUT_NAME).end(outputs.at(-1) ?? INPUT_NAME);
  const model = {
    irVersion: IR_VERSION,
    producerName: PRODUCER,
    graph: {
      node: graph.nodes,
      name,
      initializer: graph.initializers,
      input: [valueInfo(INPUT_NAME, inputShape)],
      output: [valueInfo(OUTPUT_NAME, shapes.at(-1) ?? inputShape)],
    },
    opsetImport: [{ version: OPSET }],
    metadataProps: metadataOf(network),
  };
  return { 'model.onnx': encodeMessage(model, MODEL) };
};

const valueInfo = (name: string, shape: readonly number[]) => ({
  name,
  type: {
    tensorType: {
      elemType: DATA_TYPES.float,
      shape: { dim: [{ dimParam: 'rows' }, ...shape.map((dimValue) => ({ dimValue }))] },
    },
  },
});

/** Adds the nodes of one layer; their names begin with the layer's. */
interface LayerWriter {
  /** Returns the name of the node's output. */
  node(opType: string, inputs: readonly string[], attributes?: Attributes): string;
  weight(name: string, weight: Pick<Weight, 'shape' | 'data'>): string;
  scalar(value: number): string;
  integers(values: readonly number[]): string;
  /** Gives the graph's output its name. */
  end(output: string): void;
}

type Attributes = Readonly<Record<string, number | { readonly int: number } | { readonly ints: readonly number[] }>>;

function graphWriter() {
  const nodes: Message[] = [];
  const initializers: Message[] = [];
  const at = (layer: string): LayerWriter => {
    let count = 0;
    const fresh = (kind: string) => `${layer}/${kind}${count++ === 0 ? '' : `_${count}`}`;
    const add = (name: string, dims: readonly number[], dataType: number, rawData: Uint8Array) => {
      initializers.push({ name, dims, dataType, rawData });
      return name;
    };
    const node = (opType: string, input: readonly string[], attributes: Attributes = {}) => {
      const name = fresh(opType);
      nodes.push({ name, opType, input, output: [name], attribute: Object.entries(attributes).map(attributeOf) });
      return name;
    };
    return {
      node,
      weight: (name, { shape, data }) => add(`${layer}/${name}`, shape, DATA_TYPES.float, littleEndian(data)),
      scalar: (value) => add(fresh('constant'), [], DATA_TYPES.float, littleEndian(Float32Array.of(value))),
      integers: (values) =>
        add(fresh('shape'), [values.length], DATA_TYPES.int64, littleEndian(BigInt64Array.from(values, BigInt))),
      end: (output) =>
        nodes.push({ name: layer, opType: 'Identity', input: [output], output: [OUTPUT_NAME], attribute: [] }),
    };
  };
  return { nodes, initializers, at };
}

function attributeOf([name, value]: [string, Attributes[string]]): Message {
  if (typeof value === 'number') return { name, f: value, type: 1 };
  return 'int' in value ? { name, i: value.int, type: 2 } : { name, ints: value.ints, type: 7 };
}

function writeLayer(
  writer: LayerWriter,
  layer: NetworkLayer,
  inputs: readonly string[],
  { input: inputShape, output: shape }: { readonly input: readonly number[]; readonly output: readonly number[] },
): string {
  const { node, weight, integers } = writer;
  const [x] = inputs;
  const filled = (name: string, given: Weight | undefined, value: number) =>
    weight(name, given ?? { shape: [shape.at(-1)!], data: new Float32Array(shape.at(-1)!).fill(value) });
  switch (layer.kind) {
    case 'dense': {
      const kernel = weight('kernel', layer.kernel);
      return node('Gemm', layer.bias ? [x, kernel, weight('bias', layer.bias)] : [x, kernel]);
    }
    case 'activation':
      return writeFunction(writer, layer.function, x);
    case 'prelu':
      return node('PRelu', [x, weight('alpha', layer.alpha)]);
    case 'batchNormalization': {
      const affine = [filled('gamma', layer.gamma, 1), filled('beta', layer.beta, 0)];
      const moving = [weight('moving_mean', layer.movingMean), weight('moving_variance', layer.movingVariance)];
      const { epsilon, momentum } = layer;
      const [toSecond, toLast] = channelsSecond(writer, shape);
      return toLast(node('BatchNormalization', [toSecond(x), ...affine, ...moving], { epsilon, momentum }));
    }
    case 'layerNormalization': {
      const affine = [filled('gamma', layer.gamma, 1), ...(layer.beta ? [weight('beta', layer.beta)] : [])];
      return node('LayerNormalization', [x, ...affine], { epsilon: layer.epsilon, axis: { int: -1 } });
    }
    case 'flatten':
      return node('Flatten', [layer.channelsFirst ? channelsLast(writer, inputShape)(x) : x], { axis: { int: 1 } });
    case 'reshape':
      return node('Reshape', [x, integers([-1, ...shape])]);
    case 'add':
    case 'multiply':
      return inputs.slice(1).reduce((joined, other) => node(layer.kind === 'add' ? 'Add' : 'Mul', [joined, other]), x);
    case 'maximum':
      return node('Max', inputs);
    case 'minimum':
      return node('Min', inputs);
    case 'concatenate':
      return node('Concat', inputs, { axis: { int: -1 } });
    case 'dropout':
    case 'alphaDropout':
    case 'gaussianNoise':
    case 'gaussianDropout':
      return x; // in training alone
  }
}

/** ONNX normalizes along axis 1: the last axis of rows with several is put there for it, and back. */
function channelsSecond(writer: LayerWriter, shape: readonly number[]) {
  const { length } = shape;
  const same = (x: string) => x;
  if (length === 1) return [same, same] as const;
  const others = Array.from({ length: length - 1 }, (_, i) => i + 1);
  const perm = { ints: [0, length, ...others] };
  return [(x: string) => writer.node('Transpose', [x], { perm }), channelsLast(writer, shape)] as const;
}

/** The first axis of rows becomes their last. */
const channelsLast =
  ({ node }: LayerWriter, row: readonly number[]) =>
  (x: string) =>
    node('Transpose', [x], { perm: { ints: [0, ...row.slice(1).map((_, i) => i + 2), 1] } });

/** With ONNX's own operator where it has one. */
function writeFunction({ node, scalar }: LayerWriter, given: ActivationFunction, x: string): string {
  switch (given.name) {
    case 'linear':
      return x;
    case 'softmax':
      return node('Softmax', [x], { axis: { int: -1 } });
    case 'logSoftmax':
      return node('LogSoftmax', [x], { axis: { int: -1 } });
    case 'sigmoid':
      return node('Sigmoid', [x]);
    case 'tanh':
      return node('Tanh', [x]);
    case 'softplus':
      return node('Softplus', [x]);
    case 'softsign':
      return node('Softsign', [x]);
    case 'selu':
      return node('Selu', [x]);
    case 'elu':
      return node('Elu', [x], { alpha: given.alpha ?? 1 });
    case 'celu':
      return node('Celu', [x], { alpha: given.alpha ?? 1 });
    case 'exponential':
      return node('Exp', [x]);
    case 'hardSigmoidTfjs':
      return node('HardSigmoid', [x], { alpha: 0.2, beta: 0.5 });
    case 'hardSigmoid':
      return node('HardSigmoid', [x], { alpha: 1 / 6, beta: 0.5 });
    case 'hardSilu':
      return node('HardSwish', [x]);
    case 'relu6':
      return node('Clip', [x, scalar(0), scalar(6)]);
    case 'relu': {
      const { negativeSlope = 0, maxValue, threshold = 0 } = given;
      if (negativeSlope === 0 && maxValue === undefined)
        return threshold === 0 ? node('Relu', [x]) : node('ThresholdedRelu', [x], { alpha: threshold });
      if (threshold === 0 && maxValue === undefined) return node('LeakyRelu', [x], { alpha: negativeSlope });
    }
  }
  return interpret(functionExpression(given)!, { x }, operators({ node, scalar }));
}

/** ONNX's operators for those of formulas. */
function operators({ node, scalar }: Pick<LayerWriter, 'node' | 'scalar'>) {
  const operator =
    (opType: string) =>
    (...operands: string[]) =>
      node(opType, operands);
  return {
    constant: scalar,
    add: operator('Add'),
    sub: operator('Sub'),
    mul: operator('Mul'),
    div: operator('Div'),
    maximum: operator('Max'),
    minimum: operator('Min'),
    neg: operator('Neg'),
    abs: operator('Abs'),
    sqrt: operator('Sqrt'),
    exp: operator('Exp'),
    expm1: (a: string) => node('Sub', [node('Exp', [a]), scalar(1)]),
    log: operator('Log'),
    log1p: (a: string) => node('Log', [node('Add', [a, scalar(1)])]),
    tanh: operator('Tanh'),
    sigmoid: operator('Sigmoid'),
    softplus: operator('Softplus'),
    erf: operator('Erf'),
    where: (a: string, b: string, yes: string, no: string) => node('Where', [node('Greater', [a, b]), yes, no]),
  };
}
