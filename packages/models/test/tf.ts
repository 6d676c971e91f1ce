// The TensorFlow.js of these tests: tfjs-core and tfjs-layers on the plain JavaScript backend.
import '@tensorflow/tfjs-backend-cpu';
import { joinTensorFlow } from '@mlp-lab/models';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

core.enableProdMode();

export const tf = joinTensorFlow(core, layers);

/** The numbers of each weight of a model, in its order. */
export const weightsOf = (model: layers.LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);

/** 60 points of 4 numbers; the class is the greatest of the first three. */
export function threeClasses() {
  const x = tf.tensor2d(Array.from({ length: 60 }, (_, i) => [0, 1, 2, 3].map((j) => Math.sin(7 * i + 3 * j * j))));
  const y = tf.tidy(() => tf.oneHot(tf.cast(tf.argMax(tf.slice(x, [0, 0], [60, 3]), 1), 'int32'), 3));
  return { x, y };
}
