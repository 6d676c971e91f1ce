// Makes Dropout and its relatives in TensorFlow.js draw from the engine's seeded streams: TensorFlow.js's own seeded Dropout drops the
// same elements at every step.

import { sizeFromShape } from '@mlp-lab/core/common';
import { type TrainingStreams, trainingStreams } from '@mlp-lab/core/formulas';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { alphaDropoutRule, dropThreshold } from '../program';
import { reasonNotKnown } from './known-class';
import { allLayers } from './model-contract';

type Random = ReturnType<TrainingStreams['noise']>;

/** By class name: adds noise to x, drawn from a layer's stream at a step. */
const noises: Record<string, (x: tf.Tensor, layer: NoiseSettings, random: Random) => tf.Tensor> = {
  Dropout(x, { rate, noiseShape }, random) {
    return tf.mul(
      x,
      mask(noiseShape?.map((length, axis) => length ?? x.shape[axis]) ?? x.shape, rate, 1 / (1 - rate), random),
    );
  },
  AlphaDropout(x, { rate }, random) {
    const { saturation, scale, shift } = alphaDropoutRule(rate);
    const kept = mask(x.shape, rate, scale, random);
    return tf.add(tf.mul(tf.sub(x, saturation), kept), saturation * scale + shift);
  },
  GaussianNoise: (x, { stddev }, random) => tf.add(x, tf.tensor(random.normal(x.size, 0, stddev), x.shape)),
  GaussianDropout: (x, { rate }, random) =>
    tf.mul(x, tf.tensor(random.normal(x.size, 1, Math.sqrt(rate / (1 - rate))), x.shape)),
};

interface NoiseSettings {
  rate: number;
  stddev: number;
  noiseShape?: (number | null)[] | null;
}

/**
 * Until `restore`, the unmodified noise layers of a model draw from `trainingStreams(seed).noise(ordinal, step)`, numbered in the order of
 * the model.
 *
 * @param step the step of the next batch, counted from 0.
 */
export function seedNoise(model: LayersModel, seed: number, step: () => number): { restore(): void } {
  const streams = trainingStreams(seed);
  const found = allLayers(model).filter(
    (layer) => Object.hasOwn(noises, layer.getClassName()) && !reasonNotKnown(layer),
  );
  for (const [ordinal, layer] of found.entries()) {
    const settings = layer as unknown as NoiseSettings;
    const noise = noises[layer.getClassName()];
    layer.call = (inputs, { training }) =>
      tf.tidy(() => {
        const x = Array.isArray(inputs) ? inputs[0] : inputs;
        const silent = !training || !((settings.rate > 0 && settings.rate < 1) || settings.stddev > 0); // as TensorFlow.js
        return silent ? x : noise(x, settings, streams.noise(ordinal, step()));
      });
  }
  return {
    restore() {
      for (const layer of found) Reflect.deleteProperty(layer, 'call');
    },
  };
}

function mask(shape: number[], rate: number, kept: number, random: Random): tf.Tensor {
  const threshold = dropThreshold(rate);
  const words = random.bits(sizeFromShape(shape));
  return tf.tensor(
    Float32Array.from(words, (word) => (word >= threshold ? kept : 0)),
    shape,
  );
}
