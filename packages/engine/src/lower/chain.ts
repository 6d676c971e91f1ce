// A model's layers from input to output, where they are a single chain.
import type { LayersModel } from '@tensorflow/tfjs-layers';

export type Layer = LayersModel['layers'][number];
type Tensor = LayersModel['outputs'][number];

/** What connects layers, which TensorFlow.js's types hide in part. */
interface Node {
  inputTensors: Tensor[];
  outputTensors: Tensor[];
}

/** The layers in order, those of models within the model in place of it; or why there is no such order. */
export function chain(model: LayersModel): { layers: Layer[] } | { reason: string } {
  if (model.inputs?.length !== 1 || model.outputs?.length !== 1)
    return { reason: 'the model has more than one input or output' };
  const layers: Layer[] = [];
  for (let tensor = model.outputs[0]; ; ) {
    const layer = tensor.sourceLayer as Layer;
    if (layer.getClassName() === 'InputLayer') break;
    const { inputTensors, outputTensors } = layer.inboundNodes[tensor.nodeIndex] as unknown as Node;
    if (inputTensors.length !== 1 || outputTensors.length !== 1)
      return { reason: `layer ${layer.name} (${layer.getClassName()}) joins ${inputTensors.length} inputs` };
    const inner = 'layers' in layer ? chain(layer as unknown as LayersModel) : { layers: [layer] };
    if ('reason' in inner) return inner;
    layers.unshift(...inner.layers);
    tensor = inputTensors[0];
  }
  const twice = layers.find((layer, i) => layers.indexOf(layer) !== i);
  return twice ? { reason: `layer ${twice.name} (${twice.getClassName()}) is used twice` } : { layers };
}
