// The layers of a model that trains through TensorFlow.js. Some compute otherwise than TensorFlow.js's own until training ends.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { loadParts, part } from '../parts/parts';
import { allLayers } from './model-contract';

export interface AdjustedLayers {
  /** The step of the next batch, counted from 0. */
  step: number;
  /** Gives the layers their own methods back. */
  restore(): void;
}

const ADJUSTED = /Dropout$|^Gaussian|Normalization$|^ThresholdedReLU$/;

/** Seeds the noise layers of a model, and gives those a gradient that TensorFlow.js has none for, if it has any of them. */
export async function adjustedLayers(model: LayersModel, seed: number): Promise<AdjustedLayers> {
  if (!allLayers(model).some((layer) => ADJUSTED.test(layer.getClassName()))) return { step: 0, restore() {} };
  await loadParts(['uncommon']);
  const { seedNoise, giveGradients } = part('uncommon');
  const adjusted: AdjustedLayers = {
    step: 0,
    restore() {
      noise.restore();
      own();
    },
  };
  const noise = seedNoise(model, seed, () => adjusted.step);
  const own = giveGradients(model);
  return adjusted;
}
