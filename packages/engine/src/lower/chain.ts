// A model's layers from input to output, where they are a single chain, with or without residual connections.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { strangeness } from '../tfjs/known-class';
import { innermost } from '../tfjs/model-contract';
import { type Layer, NotLowered } from './program-builder';

type Tensor = LayersModel['outputs'][number];

/** A layer of the chain. */
export interface Step {
  readonly layer: Layer;
  /** Of an Add: what it adds to the output of the step before is what enters these steps, counted from 0. */
  readonly adds: readonly number[];
}

/** What connects layers, which TensorFlow.js's types hide in part. */
interface Node {
  inputTensors: Tensor[];
  outputTensors: Tensor[];
}

/**
 * The layers in order, those of models within the model in place of it.
 *
 * @throws NotLowered where there is no such order.
 */
export function chain(model: LayersModel): Step[] {
  if (model.inputs?.length !== 1 || model.outputs?.length !== 1)
    throw new NotLowered('the model has more than one input or output');
  for (const part of new Set([model, innermost(model)])) {
    const strange = strangeness(part);
    if (strange) throw new NotLowered(`the model ${part.name} (${part.getClassName()}) ${strange}`);
  }
  const known = new Map<Tensor, Step[]>();
  const steps = pathTo(model.outputs[0]);
  const layers = steps.map(({ layer }) => layer);
  const twice = layers.find((layer, i) => layers.indexOf(layer) !== i);
  if (twice) throw new NotLowered(`layer ${twice.name} (${twice.getClassName()}) is used twice`);
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
    const onTheWay = others.every((other) => other.every((step, i) => step.layer === longest[i].layer));
    if (outputTensors.length !== 1 || (others.length > 0 && !(isAdd(layer) && onTheWay)))
      throw new NotLowered(`layer ${layer.name} (${layer.getClassName()}) joins ${inputTensors.length} inputs`);
    const before = longest.length;
    if (!('layers' in layer)) return [...longest, { layer, adds: others.map(({ length }) => length) }];
    const inner = chain(layer as unknown as LayersModel);
    return [...longest, ...inner.map((step) => ({ ...step, adds: step.adds.map((from) => from + before) }))];
  }
}

export const isAdd = (layer: Layer): boolean => layer.getClassName() === 'Add' && !strangeness(layer);
