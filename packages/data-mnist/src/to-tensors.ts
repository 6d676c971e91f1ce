// An image set → the inputs and targets of a network: scaled rows and one-hot labels.
import {
  checkCount,
  checkNumber,
  checkObject,
  checkOptions,
  type ImageSet,
  oneOf,
  SCALES,
  type Scale,
  scalingOf,
  type TensorData,
} from '@mlp-lab/core';
import { flatten } from './flatten';
import { oneHot } from './one-hot';
import { type PixelStatistics, pixelStatistics } from './pixel-statistics';

/** Options of `toTensors`. */
export interface ToTensorsOptions {
  /** How pixels are scaled. @default 'none' */
  readonly scale?: Scale;
  /** The statistics for the scale `standard`: for a test set, those of the training set. @default pixelStatistics(set) */
  readonly statistics?: PixelStatistics;
  /** The number of classes. @default 10 */
  readonly classes?: number;
}

/** The images and labels of a set as the arrays of two tensors. */
export interface SetTensors {
  /** `[count, height * width]`. With the scale `none` these are the set's own images, not a copy. */
  readonly x: TensorData<Uint8Array | Float32Array>;
  /** `[count, classes]`, one-hot. */
  readonly y: TensorData<Float32Array>;
}

/**
 * The images of a set as scaled rows, and its labels one-hot encoded. `tf.tensor(x.data, x.shape, 'float32')` makes a tensor.
 *
 * @throws MlpLabError `invalid-argument` where `set` is not an image set, an option can't be used, or a label is not below
 * `classes`.
 */
export function toTensors(set: ImageSet, options: ToTensorsOptions = {}): SetTensors {
  const rows = flatten(set);
  const {
    scale = 'none',
    statistics,
    classes = 10,
  } = checkOptions('toTensors', options, {
    scale: oneOf(SCALES),
    statistics: checkStatistics,
    classes: checkCount,
  });
  const scaling = scalingOf(scale, () => statistics ?? pixelStatistics(set));
  const data = scaling ? mapPixels(set.images, (pixel) => (pixel - scaling.shift) / scaling.divisor) : set.images;
  return { x: { data, shape: rows.shape }, y: oneHot(set.labels, classes) };
}

function checkStatistics(name: string, value: unknown): void {
  const { mean, deviation } = checkObject(name, value) as PixelStatistics;
  checkNumber(`${name}.mean`, mean);
  checkNumber(`${name}.deviation`, deviation, 0);
}

/** A byte has only 256 values, so each result is computed once, in doubles, and looked up. */
function mapPixels(pixels: Uint8Array, result: (pixel: number) => number): Float32Array {
  const results = Float32Array.from({ length: 256 }, (_, pixel) => result(pixel));
  const mapped = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) mapped[i] = results[pixels[i]];
  return mapped;
}
