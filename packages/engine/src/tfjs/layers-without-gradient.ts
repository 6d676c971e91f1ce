// Layers of TensorFlow.js that predict, and through which it can't train: ThresholdedReLU, and normalizations without scale or center. Until
// training ends they compute the same by operations that have a gradient.
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { reasonNotKnown } from './known-class';
import { allLayers } from './model-contract';

type Layer = LayersModel['layers'][number];
type Call = Layer['call'];

/** By class name: the method of a layer that needs another one. */
const calls: Readonly<Record<string, (layer: never) => Call | undefined>> = {
  ThresholdedReLU: thresholded,
  BatchNormalization: affine,
  LayerNormalization: affine,
};

/** Replaces the methods of a model's unmodified layers. Returns what gives them their own back. */
export function giveGradients(model: LayersModel): () => void {
  const replaced: Layer[] = [];
  for (const layer of allLayers(model)) {
    const name = layer.getClassName();
    const call = Object.hasOwn(calls, name) && !reasonNotKnown(layer) ? calls[name](layer as never) : undefined;
    if (!call) continue;
    layer.call = call;
    replaced.push(layer);
  }
  return () => {
    for (const layer of replaced) Reflect.deleteProperty(layer, 'call');
  };
}

/** x where x > theta, else 0, as TensorFlow.js has it; its derivative is 1 there and 0 elsewhere. */
function thresholded({ theta }: Layer & { theta: number }): Call {
  const apply = tf.customGrad((x, save) => {
    const kept = tf.cast(tf.greater(x as tf.Tensor, theta), 'float32');
    (save as (tensors: tf.Tensor[]) => void)([kept]);
    const gradFunc = (dy: tf.Tensor, [saved]: tf.Tensor[]) => tf.mul(dy, saved);
    return { value: tf.mul(x as tf.Tensor, kept), gradFunc };
  });
  return (inputs) => tf.tidy(() => apply(inputOf(inputs)));
}

interface Normalization extends Layer {
  axis: number | number[];
  scale: boolean;
  center: boolean;
  gamma?: Variable | null;
  beta?: Variable | null;
}

/** What a normalization uses of a weight. */
interface Variable {
  read(): tf.Tensor;
}

/** Ones and zeros stand for a scale and a center that the layer doesn't have, during each call. */
function affine(layer: Normalization): Call | undefined {
  const { scale, center, gamma, beta } = layer;
  if (scale && center) return undefined;
  const call = layer.call.bind(layer);
  return (inputs, settings) =>
    tf.tidy(() => {
      const { shape } = inputOf(inputs);
      const own = [layer.axis].flat().map((axis) => shape.at(axis)!);
      const constant = (tensor: tf.Tensor): Variable => ({ read: () => tensor });
      Object.assign(layer, { scale: true, center: true });
      if (!scale) layer.gamma = constant(tf.ones(own));
      if (!center) layer.beta = constant(tf.zeros(own));
      try {
        return call(inputs, settings);
      } finally {
        Object.assign(layer, { scale, center, gamma, beta });
      }
    });
}

const inputOf = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor => (Array.isArray(inputs) ? inputs[0] : inputs);
