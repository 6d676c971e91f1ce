// Dropout and its relatives inside TensorFlow.js, drawing from the streams of the one seed rule instead of their own:
// TensorFlow.js's seeded Dropout drops the same elements at every step.
import type { TrainingStreams } from '@mlp-lab/core';
import { add, mul, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { dropThreshold } from './program';

type Layer = LayersModel['layers'][number];
type Random = ReturnType<TrainingStreams['noise']>;

// SELU's alpha times its scale, negative: where SELU saturates (Klambauer et al. 2017).
const SATURATION = -1.7580993408473766;

/** By class name: x, with noise, from a layer's stream at a step. */
const noises: Record<string, (x: Tensor, layer: NoiseSettings, random: Random) => Tensor> = {
  Dropout(x, { rate, noiseShape }, random) {
    return mul(
      x,
      mask(noiseShape?.map((length, axis) => length ?? x.shape[axis]) ?? x.shape, rate, 1 / (1 - rate), random),
    );
  },
  AlphaDropout(x, { rate }, random) {
    const a = ((1 - rate) * (1 + rate * SATURATION ** 2)) ** -0.5;
    const kept = mask(x.shape, rate, 1, random);
    return add(mul(add(mul(x, kept), mul(add(mul(kept, -1), 1), SATURATION)), a), -a * SATURATION * rate);
  },
  GaussianNoise: (x, { stddev }, random) => add(x, tensor(random.normal(x.size, 0, stddev), x.shape)),
  GaussianDropout: (x, { rate }, random) =>
    mul(x, tensor(random.normal(x.size, 1, Math.sqrt(rate / (1 - rate))), x.shape)),
};

interface NoiseSettings {
  rate: number;
  stddev: number;
  noiseShape?: (number | null)[] | null;
}

export interface NoiseLayers {
  /** The step that the next batch is. */
  step: number;
  /** Gives the layers their own noise back. */
  restore(): void;
}

/** Until `restore`, the noise layers of a model draw from `streams.noise(place among them, step)`. */
export function seedNoise(model: LayersModel, streams: TrainingStreams): NoiseLayers {
  const found = allLayers(model).filter((layer) => Object.hasOwn(noises, layer.getClassName()));
  const handle: NoiseLayers = {
    step: 0,
    restore() {
      for (const layer of found) Reflect.deleteProperty(layer, 'call');
    },
  };
  for (const [ordinal, layer] of found.entries()) {
    const settings = layer as unknown as NoiseSettings;
    const noise = noises[layer.getClassName()];
    layer.call = (inputs, { training }) =>
      tidy(() => {
        const x = Array.isArray(inputs) ? inputs[0] : inputs;
        const silent = !training || !(settings.rate > 0 || settings.stddev > 0);
        return silent ? x : noise(x, settings, streams.noise(ordinal, handle.step));
      });
  }
  return handle;
}

/** All layers, those of models within models in place of the model. */
export function allLayers(model: LayersModel): Layer[] {
  return model.layers.flatMap((layer) => ('layers' in layer ? allLayers(layer as unknown as LayersModel) : [layer]));
}

function mask(shape: number[], rate: number, kept: number, random: Random): Tensor {
  const threshold = dropThreshold(rate);
  const words = random.bits(shape.reduce((product, length) => product * length, 1));
  return tensor(
    Float32Array.from(words, (word) => (word >= threshold ? kept : 0)),
    shape,
  );
}
