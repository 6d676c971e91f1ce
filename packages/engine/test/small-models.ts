// A small problem and models for it, the same at every call.
import { createRandom } from '@mlp-lab/core';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';

/** Three clouds of points around different centres, in 4 dimensions; class numbers one-hot. */
export function blobs(count: number) {
  const noise = createRandom(1).normal(count * 4, 0, 0.5);
  const x = Float32Array.from(noise, (value, i) => value + ((Math.floor(i / 4) * 7) % 3) * ((i % 4) - 1.5));
  const y = Float32Array.from({ length: count * 3 }, (_, i) => Number((Math.floor(i / 3) * 7) % 3 === i % 3));
  return { x: { data: x, shape: [count, 4] }, y: { data: y, shape: [count, 3] } };
}

export interface SmallModelOptions {
  loss?: string;
  learningRate?: number;
  dropout?: number;
  output?: 'softmax' | 'linear';
}

/** 4 → 5 → tanh → 3 → softmax, with fixed weights. */
export function smallModel({
  loss = 'categoricalCrossentropy',
  learningRate = 0.1,
  dropout,
  output = 'softmax',
}: SmallModelOptions): LayersModel {
  const model = sequential({
    layers: [
      layers.dense({ units: 5, inputShape: [4], activation: 'tanh' }),
      ...(dropout ? [layers.dropout({ rate: dropout, seed: 3 })] : []),
      layers.dense({ units: 3, activation: output }),
    ],
  });
  const random = createRandom(2);
  const weights = model
    .getWeights()
    .map((weight, i) => tf.tensor(random.stream(i).uniform(weight.size, -0.7, 0.7), weight.shape));
  model.setWeights(weights);
  tf.dispose(weights);
  model.compile({ optimizer: tf.train.sgd(learningRate), loss, metrics: ['accuracy'] });
  return model;
}
