// The noise of a model that trains through TensorFlow.js.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { loadParts, part } from '../parts/parts';
import { allLayers } from './model-contract';
import type { SeededNoise } from './noise-layers';

/** Seeds the noise layers of a model, if it has any. */
export async function seededNoise(model: LayersModel, seed: number): Promise<SeededNoise> {
  const hasNoise = allLayers(model).some((layer) => /Dropout$|^Gaussian/.test(layer.getClassName()));
  if (!hasNoise) return { step: 0, restore() {} };
  await loadParts(['uncommon']);
  return part('uncommon').seedNoise(model, seed);
}
