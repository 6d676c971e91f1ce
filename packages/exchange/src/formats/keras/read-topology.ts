// A model's configuration, of Keras 3, Keras 2 or TensorFlow.js → Network. The files that have one differ in where the weights are.
import { graphBuilder } from '../../graph/graph-builder';
import type { Rows } from '../../graph/rows';
import { damaged, unsupported } from '../../network/exchange-error';
import type { Network } from '../../network/network';
import { type Config, configOf, listOf, numberListOf, numberOf, textOf } from './config-fields';
import { addLayer } from './layer-rules';
import type { ModelContext, TopologyOptions } from './model-context';
import { addOperation, isOperation } from './operation-rules';

const MOST_LAYERS = 10_000;
const DEEPEST = 20; // models inside models

/** @throws MlpLabError `bad-data` for a damaged configuration; `bad-model` for what mlp-lab doesn't have, by layer and reason. */
export function readTopology(model: unknown, options: TopologyOptions): Network {
  const whole = configOf(model, 'model');
  checkClass(whole);
  const builder = graphBuilder(inputShapeOf(whole));
  const onlyInTraining: string[] = [];
  const context = { ...options, builder, inside: [], left: { layers: MOST_LAYERS }, onlyInTraining };
  const output = readModelInto(whole, context, builder.input);
  const { name } = innerConfig(whole);
  return { ...builder.finish(typeof name === 'string' ? name : 'model', output), onlyInTraining };
}

const innerConfig = (model: Config) => (Array.isArray(model.config) ? {} : configOf(model.config, 'model.config'));

/** Keras 1 and TensorFlow.js's first versions had a list as a Sequential model's configuration. */
function layersOf(model: Config): Config[] {
  const { config } = model;
  const layers = Array.isArray(config) ? config : innerConfig(model).layers;
  return listOf(layers, 'model.config.layers').map((layer, i) => configOf(layer, `model.config.layers[${i}]`));
}

/** The layers that are trained, in the file's order, with the models that contain them: `features/dense_1`. */
export function layerPaths(model: unknown, inside = '', depth = 0): string[] {
  const whole = configOf(model, 'model');
  if (depth > DEEPEST) throw damaged(`model: expected up to ${DEEPEST} models inside each other`);
  if (!Array.isArray(whole.config) && innerConfig(whole).trainable === false) return [];
  return layersOf(whole).flatMap((layer) => {
    const path = inside + nameOf(layer);
    if (MODELS.includes(String(layer.class_name))) return layerPaths(layer, `${path}/`, depth + 1);
    return configOf(layer.config, path).trainable === false ? [] : [path];
  });
}

const MODELS = ['Sequential', 'Functional', 'Model'];

function inputShapeOf(model: Config): number[] {
  for (let [each, depth]: [Config, number] = [model, 0]; depth < DEEPEST; depth++) {
    const layers = layersOf(each);
    const [first] = layers;
    if (first === undefined) throw damaged('model.config.layers: expected layers, received none');
    const isInner = MODELS.includes(String(first.class_name));
    if (isInner) {
      each = first;
      continue;
    }
    const input = layers.find(({ class_name }) => class_name === 'InputLayer') ?? first;
    const config = configOf(input.config, `layer ${String(input.name ?? 'input')}`);
    const given = config.batch_shape ?? config.batch_input_shape ?? innerConfig(each).build_input_shape;
    if (given === undefined)
      throw unsupported('the model was saved before its input had a shape: build it, and save it again');
    const shape = listOf(given, 'the shape of the input').slice(1);
    if (shape.includes(null)) throw unsupported(`the model takes inputs of any shape: [${shape}]`);
    return checkedShape(numberListOf(shape, 'the shape of the input'));
  }
  throw damaged(`model: expected up to ${DEEPEST} models inside each other`);
}

const MOST_INPUTS = 2 ** 24;

function checkedShape(shape: number[]): number[] {
  const size = shape.reduce((product, length) => product * length, 1);
  if (shape.length > 0 && shape.every((length) => Number.isInteger(length) && length > 0) && size <= MOST_INPUTS)
    return shape;
  throw damaged(`the shape of the input: expected rows of 1 to ${MOST_INPUTS} numbers, received [${shape}]`);
}

function readModelInto(model: Config, context: ModelContext, input: Rows): Rows {
  const className = textOf(model.class_name, 'model.class_name');
  if (context.inside.length > DEEPEST) throw damaged(`model: expected up to ${DEEPEST} models inside each other`);
  if (className === 'Sequential') {
    const ranks = new Map<string, number>();
    let rows = input;
    for (const layer of layersOf(model))
      if (layer.class_name !== 'InputLayer') rows = readLayer(layer, context, [rows], ranks);
    return rows;
  }
  checkClass(model);
  return readFunctional(model, context, input);
}

/** A class of one's own keeps what it computes in its program, not in the file. */
function checkClass(model: Config): void {
  const className = textOf(model.class_name, 'model.class_name');
  if (!MODELS.includes(className))
    throw unsupported(
      `the model is of the class ${className}: expected Sequential or Functional, for what another class computes is in its program ` +
        "alone; model.export('model.onnx', format='onnx') writes it as ONNX there",
    );
}

/** Layers are listed in any order: each is read when its inputs are known. */
function readFunctional(model: Config, context: ModelContext, input: Rows): Rows {
  const { input_layers, output_layers } = innerConfig(model);
  const inputEnd = end(input_layers, 'input_layers');
  const outputEnd = end(output_layers, 'output_layers');
  const known = new Map<string, Map<number, Rows>>([[inputEnd.from, new Map([[0, input]])]]);
  /** What a layer gave. Of one that is used once, files of other programs may count otherwise. */
  const outputOf = ({ from, use }: End) => {
    const uses = known.get(from);
    return uses?.size === 1 && usesOf.get(from)! <= 1 ? uses.get(0) : uses?.get(use);
  };
  const ranks = new Map<string, number>();
  const places = layersOf(model).filter(({ class_name }) => class_name !== 'InputLayer');
  const usesOf = new Map([[inputEnd.from, 1]]);
  // Ranks count in the order of the file, which is that of the layers' groups of weights.
  const waiting = places.flatMap((layer) => {
    const [rank, nodes] = [takeRank(layer, ranks), inboundOf(layer)];
    usesOf.set(nameOf(layer), nodes.length);
    return nodes.map((inputs, use) => ({ layer, rank, use, inputs }));
  });
  for (let left = waiting; left.length > 0; ) {
    const ready = left.filter(({ inputs }) => inputs.every((each) => typeof each !== 'object' || outputOf(each)));
    if (ready.length === 0) throw damaged(`layer ${nameOf(left[0].layer)}: expected inputs that are layers before it`);
    for (const { layer, rank, use, inputs } of ready) {
      const operands = inputs.map((each) => (typeof each === 'object' ? outputOf(each)! : each));
      const name = nameOf(layer);
      const uses = known.get(name) ?? new Map<number, Rows>();
      known.set(name, uses.set(use, readNode(layer, usedTimes(context, name, usesOf.get(name)!), operands, rank)));
    }
    left = left.filter((each) => !ready.includes(each));
  }
  const output = outputOf(outputEnd);
  if (output === undefined) throw damaged(`output_layers: expected a layer, received ${outputEnd.from}`);
  return output;
}

/** A layer without weights may be used several times, as a copy each; of one with weights, copies would be trained apart. */
function usedTimes(context: ModelContext, name: string, times: number): ModelContext {
  if (times === 1) return context;
  const weights = () => {
    throw unsupported(
      `layer ${name} is used ${times} times: expected once, or a layer without weights, for mlp-lab would train each use apart`,
    );
  };
  return { ...context, source: { weights } };
}

/** A layer, and which of its uses, counted from 0. */
interface End {
  readonly from: string;
  readonly use: number;
}

/** `["dense", 0, 0]`, a list of one of these, or an object with one. */
function end(given: unknown, field: string): End {
  const isNamed = typeof given === 'object' && given !== null && !Array.isArray(given);
  const list = isNamed ? Object.values(given) : listOf(given, field);
  const [first] = list;
  if (Array.isArray(first)) {
    if (list.length !== 1)
      throw unsupported(`the model has ${list.length} ${field.replace('_layers', 's')}: expected one`);
    return endOf(first, field);
  }
  return endOf(list, field);
}

/** `["dense", 0, 0]`: the name, and the use. */
function endOf(given: unknown, field: string): End {
  const [from, use = 0] = listOf(given, field);
  return { from: textOf(from, field), use: numberOf(use, field) };
}

type Inbound = End | number;

/** The inputs of each use of a layer. */
function inboundOf(layer: Config): Inbound[][] {
  const name = nameOf(layer);
  const nodes = listOf(layer.inbound_nodes, `layer ${name}: inbound_nodes`);
  if (nodes.length === 0) throw damaged(`layer ${name}: inbound_nodes: expected a use, received none`);
  return nodes.map((node, use) => inputsOf(node, name, use));
}

/** The inputs of one use, in the form of Keras 3 or that of Keras 2. */
function inputsOf(node: unknown, name: string, use: number): Inbound[] {
  if (Array.isArray(node)) return node.map((entry) => endOf(entry, `layer ${name}: inbound_nodes`));
  const found: Inbound[] = [];
  const { args, kwargs } = configOf(node, `layer ${name}: inbound_nodes[${use}]`);
  collect(args, 0);
  if (kwargs && typeof kwargs === 'object')
    for (const value of Object.values(kwargs)) if (isTensor(value)) collect(value, 0);
  return found;

  function collect(value: unknown, depth: number): void {
    if (depth > DEEPEST)
      throw damaged(`layer ${name}: inbound_nodes: expected lists, received too many inside each other`);
    if (typeof value === 'number') found.push(value);
    else if (Array.isArray(value)) for (const each of value) collect(each, depth + 1);
    else if (isTensor(value)) {
      const { keras_history: history } = configOf((value as Config).config, name);
      found.push(endOf(history, `layer ${name}: keras_history`));
    }
  }
}

const isTensor = (value: unknown): boolean => (value as Config | null)?.class_name === '__keras_tensor__';

const nameOf = (layer: Config): string =>
  textOf(layer.name ?? (layer.config as Config | undefined)?.name, `layer ${String(layer.class_name)}: name`);

function takeRank(layer: Config, ranks: Map<string, number>): number {
  const className = String(layer.class_name);
  const rank = ranks.get(className) ?? 0;
  ranks.set(className, rank + 1);
  return rank;
}

const readLayer = (layer: Config, context: ModelContext, inputs: readonly Rows[], ranks: Map<string, number>): Rows =>
  readNode(layer, context, inputs, takeRank(layer, ranks));

function readNode(layer: Config, context: ModelContext, operands: readonly (Rows | number)[], rank: number): Rows {
  if (context.left.layers-- <= 0) throw damaged(`model: expected up to ${MOST_LAYERS} layers`);
  if (isOperation(layer)) return addOperation(layer, nameOf(layer), context, operands);
  const inputs = operands.filter((operand) => typeof operand !== 'number');
  const className = textOf(layer.class_name, 'class_name');
  const place = { name: nameOf(layer), className, inside: context.inside, rank };
  if (inputs.length === 0) throw damaged(`layer ${place.name}: expected an input, received none`);
  if (!MODELS.includes(className)) return addLayer(layer, place, context, inputs);
  return readModelInto(layer, { ...context, inside: [...context.inside, place] }, inputs[0]);
}
