// A model's layers in order from input to output, if they are a single chain, with or without residual connections.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { reasonNotKnown } from '../tfjs/known-class';
import { innermost } from '../tfjs/model-contract';
import { type Layer, NotLowered, titleOf } from './program-builder';

type Tensor = LayersModel['outputs'][number];

/** A layer of the chain. */
export interface Step {
  readonly layer: Layer;
  /** For an Add layer: the indices of the steps whose inputs it adds to the output of the step before. */
  readonly adds: readonly number[];
}

/** A connection of layers; TensorFlow.js's types hide parts of it. */
interface Node {
  inputTensors: Tensor[];
  outputTensors: Tensor[];
}

/**
 * The layers in order, with nested models replaced by their layers.
 *
 * @throws NotLowered if they are no such chain.
 */
export function chain(model: LayersModel): Step[] {
  if (model.inputs?.length !== 1 || model.outputs?.length !== 1)
    throw new NotLowered('the model has more than one input or output');
  for (const part of new Set([model, innermost(model)])) {
    const reason = reasonNotKnown(part);
    if (reason) throw new NotLowered(`the model ${titleOf(part)} ${reason}`);
  }
  const known = new Map<Tensor, Step[]>();
  const steps = pathTo(model.outputs[0]);
  const layers = steps.map(({ layer }) => layer);
  const twice = layers.find((layer, i) => layers.indexOf(layer) !== i);
  if (twice) throw new NotLowered(`layer ${titleOf(twice)} is used twice`);
  return steps;

  function pathTo(tensor: Tensor): Step[] {
    const path = known.get(tensor) ?? findPath(tensor);
    known.set(tensor, path);
    return path;
  }

  function findPath(tensor: Tensor): Step[] {
    const layer = tensor.sourceLayer as Layer;
    if (layer.getClassName() === 'InputLayer') return [];
    const { inputTensors, outputTensors } = layer.inboundNodes[tensor.nodeIndex] as unknown as Node;
    const [longest, ...others] = inputTensors.map(pathTo).sort((a, b) => b.length - a.length);
    const isOnPath = others.every((other) => other.every((step, i) => step.layer === longest[i].layer));
    if (outputTensors.length !== 1 || (others.length > 0 && !(isAdd(layer) && isOnPath)))
      throw new NotLowered(`layer ${titleOf(layer)} joins ${inputTensors.length} inputs`);
    const before = longest.length;
    if (!('layers' in layer)) return [...longest, { layer, adds: others.map(({ length }) => length) }];
    const inner = chain(layer as unknown as LayersModel);
    return [...longest, ...inner.map((step) => ({ ...step, adds: step.adds.map((from) => from + before) }))];
  }
}

/** Whether a layer is an Add layer, unmodified. */
export const isAdd = (layer: Layer): boolean => layer.getClassName() === 'Add' && !reasonNotKnown(layer);
