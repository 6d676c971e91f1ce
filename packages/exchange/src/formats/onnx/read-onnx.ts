// ONNX → Network, for perceptrons: what an exporter of PyTorch, Keras or scikit-learn writes for dense layers, activations and
// normalizations.

import { type GraphBuilder, graphBuilder } from '../../graph/graph-builder';
import { damaged, unsupported } from '../../network/exchange-error';
import type { ReadFormat } from '../format';
import { decodeMessage } from '../protobuf';
import { MODEL, type OnnxGraph, type OnnxModel, type OnnxNode, type OnnxValue } from './onnx-messages';
import { PRODUCER, withMetadata } from './onnx-metadata';
import { isOfPerceptrons, operatorFor } from './onnx-operators';
import { tensorNumbers } from './onnx-tensor';
import { type OperatorContext, received, type Value } from './onnx-values';

const OLDEST_OPSET = 7;
const FLOAT = [1, 10, 11, 16]; // elem_type of float32, float16, float64 and bfloat16

export const readOnnx: ReadFormat = async ({ bytes, sibling }) => {
  const { model, graph, opset } = decode(bytes);
  const constants = new Map<string, Value>();
  for (const tensor of graph.initializer)
    constants.set(tensor.name ?? '', { kind: 'constant', ...(await tensorNumbers(tensor, sibling)) });
  const inputs = graph.input.filter(({ name }) => !constants.has(name ?? ''));
  if (inputs.length !== 1) throw unsupported(`expected one input, received ${inputs.length}`);
  const [input] = inputs;
  const builder = graphBuilder(inputShape(input, graph));
  const values = new Map([...constants, [input.name ?? '', { kind: 'rows', rows: builder.input } as Value]]);
  const output = chooseOutput(graph);
  const batch = input.type?.tensorType?.shape?.dim[0]?.dimValue;
  const isOwn = model.producerName === PRODUCER;
  for (const node of neededNodes(graph, output)) await runNode(node, { values, builder, opset, batch, isOwn, sibling });
  const found = values.get(output);
  if (found?.kind !== 'rows') throw unsupported(`the output ${output} does not depend on the input`);
  return withMetadata(builder.finish(graph.name || 'onnx', found.rows), model);
};

function decode(bytes: Uint8Array): { model: OnnxModel; graph: OnnxGraph; opset: number } {
  let model: OnnxModel;
  try {
    model = decodeMessage(bytes, MODEL) as unknown as OnnxModel;
  } catch (cause) {
    throw damaged(`expected an ONNX model: ${(cause as Error).message}`, cause);
  }
  const { graph, opsetImport } = model;
  if (graph === undefined) throw damaged('expected an ONNX model, received one without a graph');
  const opset = opsetImport.find(({ domain }) => !domain || domain === 'ai.onnx')?.version ?? 0;
  if (opset < OLDEST_OPSET)
    throw unsupported(`expected operators of opset ${OLDEST_OPSET} or later, received opset ${opset}`);
  return { model, graph, opset };
}

/** The shape of a row: the input's without its first axis. A shape that the file leaves open is that of the first matrix. */
function inputShape({ name, type }: OnnxValue, { node, initializer }: OnnxGraph): number[] {
  const dims = type?.tensorType?.shape?.dim.slice(1).map(({ dimValue }) => dimValue);
  const isOpen = dims === undefined || dims.length === 0 || dims.some((length) => !length);
  if (!isOpen) return checkedShape(name, dims as number[]);
  const first = node.find(({ input, opType }) => input[0] === name && (opType === 'Gemm' || opType === 'MatMul'));
  const kernel = initializer.find((tensor) => tensor.name === first?.input[1]);
  if (kernel?.dims.length !== 2)
    throw unsupported(`the input ${name} has rows of unknown shape: expected fixed lengths`);
  const isTransposed = first?.attribute.some((attribute) => attribute.name === 'transB' && attribute.i === 1);
  return checkedShape(name, [kernel.dims[isTransposed ? 1 : 0]]);
}

const MOST_INPUTS = 2 ** 24;

function checkedShape(name: string | undefined, shape: number[]): number[] {
  const size = shape.reduce((product, length) => product * length, 1);
  if (shape.every((length) => length > 0) && size <= MOST_INPUTS) return shape;
  throw damaged(`${name}: expected rows of 1 to ${MOST_INPUTS} numbers, received the shape [${shape}]`);
}

/** The only output, or the one of scores among those that scikit-learn's converters write. */
function chooseOutput({ output }: OnnxGraph): string {
  const scores = output.filter(({ type }) => FLOAT.includes(type?.tensorType?.elemType ?? 1));
  if (scores.length === 1) return scores[0].name ?? '';
  const named = scores.find(({ name }) => /prob|score/i.test(name ?? ''));
  if (named === undefined) throw unsupported(`expected one output of numbers, received ${scores.length}`);
  return named.name ?? '';
}

/** The nodes that the output depends on, in the file's order, in which each comes after those that it takes values from. */
function neededNodes({ node }: OnnxGraph, output: string): OnnxNode[] {
  const needed = new Set([output]);
  const nodes: OnnxNode[] = [];
  for (const each of [...node].reverse()) {
    if (!each.output.some((name) => needed.has(name))) continue;
    nodes.push(each);
    for (const name of each.input) needed.add(name);
  }
  return nodes.reverse();
}

interface Run {
  readonly values: Map<string, Value>;
  readonly builder: GraphBuilder;
  readonly opset: number;
  readonly batch?: number;
  /** The file is one of this package, whose nodes are called `LAYER/OPERATOR`. */
  readonly isOwn: boolean;
  sibling(path: string): Promise<Uint8Array>;
}

async function runNode(node: OnnxNode, { values, builder, opset, batch, isOwn, sibling }: Run): Promise<void> {
  const { opType = '', domain, output } = node;
  const title = `layer ${node.name || output[0]} (${opType})`;
  const inputs = node.input.map((name) => {
    if (name === '') return undefined; // an optional input that is left out
    const value = values.get(name);
    if (value === undefined) throw damaged(`${title}: expected the value ${name} before it, received none`);
    return value;
  });
  const operator = operatorFor(opType, domain, inputs);
  if (operator === undefined && isOfPerceptrons(opType, domain))
    throw unsupported(`${title} can't be read with such inputs: ${inputs.map(received).join(' and ')}`);
  if (operator === undefined && /quantize|Integer|^QLinear/i.test(opType))
    throw unsupported(`${title} computes with quantized numbers: export the network before it is quantized`);
  if (operator === undefined)
    throw unsupported(
      `${title} can't be read: expected an operator of a perceptron${domain ? `, received one of ${domain}` : ''}`,
    );
  const attributes = new Map(node.attribute.map((attribute) => [attribute.name, attribute]));
  const tensor = attributes.get('value')?.t;
  const context: OperatorContext = {
    builder,
    opset,
    title,
    ...(batch && { batch }),
    name: (isOwn && node.name?.split('/')[0]) || node.name || output[0] || opType,
    integer: (name, byDefault) => attributes.get(name)?.i ?? (attributes.has(name) ? 0 : byDefault),
    float: (name, byDefault) => attributes.get(name)?.f ?? (attributes.has(name) ? 0 : byDefault),
    text: (name, byDefault) => {
      const bytes = attributes.get(name)?.s;
      return bytes === undefined ? byDefault : new TextDecoder().decode(bytes);
    },
    integers: (name) => attributes.get(name)?.ints,
    floats: (name) => attributes.get(name)?.floats,
    constant: tensor && (await tensorNumbers(tensor, sibling)),
  };
  const result = operator(inputs, context);
  if (output[0] !== undefined) values.set(output[0], result);
}
