// Whether a model scales the pixels that it is given, so that nobody scales them a second time.
import type { LayersModel, layers } from '@tensorflow/tfjs-layers';
import { checkModel } from './check-given';
import { ELEMENTWISE, type ElementwiseConfig } from './network/elementwise-layer';

const GREATEST_FACTOR = 0.1; // of pixels up to 255; of Keras's examples, 1 / 255 and 1 / 127.5
const MOVING = /^(InputLayer|Flatten|Reshape|Permute)$/; // moves pixels and changes none

/**
 * Whether the first layer that computes something divides the pixels: `Rescaling(1 / 255)`, or a `Normalization` with one mean and one
 * deviation. A factor for each pixel is not recognized, since reading makes it part of the weights after it.
 */
export function scalesPixels(model: LayersModel): boolean {
  checkModel(model);
  const first = model.layers.find((layer) => !MOVING.test(layer.getClassName()));
  if (first === undefined) return false;
  if ('layers' in first) return scalesPixels(first as unknown as LayersModel);
  const factor = factorOf(first);
  return factor !== undefined && Math.abs(factor) < GREATEST_FACTOR;
}

function factorOf(layer: layers.Layer): number | undefined {
  if (layer.getClassName() === 'Rescaling') return Number(layer.getConfig().scale);
  if (layer.getClassName() !== ELEMENTWISE) return undefined;
  const { activation } = layer as unknown as ElementwiseConfig;
  return activation.name === 'rescaling' ? activation.scale : undefined;
}
