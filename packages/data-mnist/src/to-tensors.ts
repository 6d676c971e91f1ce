// An image set → what a network is fitted to: images as scaled rows, labels one-hot.
import { type ImageSet, MlpLabError, type TensorData } from '@mlp-lab/core';
import { flatten } from './flatten';
import { oneHot } from './one-hot';
import { type PixelStatistics, pixelStatistics } from './pixel-statistics';

/**
 * What becomes of a pixel:
 * - `none`: it stays as it is, 0 to 255
 * - `unit`: divided by 255, 0 to 1
 * - `standard`: (pixel - mean) / deviation, with one mean and one deviation for all pixels, as torchvision's `Normalize`
 */
export type Scale = 'none' | 'unit' | 'standard';

export interface ToTensorsOptions {
  /** @default 'none' */
  readonly scale?: Scale;
  /** What `standard` scales with: for a test set, the training set's. @default pixelStatistics(set) */
  readonly statistics?: PixelStatistics;
  /** The number of classes. @default 10 */
  readonly classes?: number;
}

export interface SetTensors {
  /** `[count, height * width]`. For scale `none` the set's own images, not a copy. */
  readonly x: TensorData<Uint8Array | Float32Array>;
  /** `[count, classes]`, one-hot. */
  readonly y: TensorData<Float32Array>;
}

/**
 * The images of a set as scaled rows and its labels one-hot. `tf.tensor(x.data, x.shape, 'float32')` makes a tensor of either.
 *
 * A deviation of 0 counts as 1, as in scikit-learn's `StandardScaler`.
 *
 * @throws MlpLabError `invalid-argument` for an unknown scale, unusable statistics or a label that is not below `classes`.
 */
export function toTensors(set: ImageSet, options: ToTensorsOptions = {}): SetTensors {
  const { scale = 'none', statistics, classes = 10 } = options;
  const rows = flatten(set);
  return { x: { data: scaled(set, scale, statistics), shape: rows.shape }, y: oneHot(set.labels, classes) };
}

function scaled(set: ImageSet, scale: Scale, statistics?: PixelStatistics): Uint8Array | Float32Array {
  switch (scale) {
    case 'none':
      return set.images;
    case 'unit':
      return mapPixels(set.images, (pixel) => pixel / 255);
    case 'standard': {
      const { mean, deviation } = statistics ?? pixelStatistics(set);
      if (!Number.isFinite(mean) || !(deviation >= 0 && deviation < Infinity))
        throw new MlpLabError(
          'invalid-argument',
          `statistics must be finite, deviation not negative: received mean ${mean}, deviation ${deviation}`,
        );
      return mapPixels(set.images, (pixel) => (pixel - mean) / (deviation || 1));
    }
    default:
      throw new MlpLabError('invalid-argument', `scale must be 'none', 'unit' or 'standard': received ${scale}`);
  }
}

/** A byte has only 256 values, so each result is worked out once, in doubles, and looked up. */
function mapPixels(pixels: Uint8Array, result: (pixel: number) => number): Float32Array {
  const results = Float32Array.from({ length: 256 }, (_, pixel) => result(pixel));
  const mapped = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) mapped[i] = results[pixels[i]];
  return mapped;
}
