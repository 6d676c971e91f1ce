// Labelled images, as every step after the data package receives them.
import { checkCount } from './checks/check-argument';

/** Grey images and their labels. Pixel (row, column) of image i is `images[(i * height + row) * width + column]`. */
export interface ImageSet {
  /** `[count, height, width]`, 0 (background) to 255. */
  readonly images: Uint8Array;
  /** `[count]`, 0 to classes - 1. */
  readonly labels: Uint8Array;
  /** The number of images, n. */
  readonly count: number;
  /** Of one image, in pixels. */
  readonly height: number;
  /** Of one image, in pixels. */
  readonly width: number;
}

/** A training set and a test set over the same classes. */
export interface Dataset {
  /** For tables and messages. */
  readonly name: string;
  /** The number of classes. */
  readonly classes: number;
  /** The images to train on, those held out for validation included. */
  readonly train: ImageSet;
  /** The images to test with. */
  readonly test: ImageSet;
  /** `[classes]`, absent where a class is called by its number. */
  readonly classNames?: readonly string[];
  /** Sentences on what was done to the data while it was read. */
  readonly notes?: readonly string[];
  /**
   * Set by `loadMnist`: what the bytes of both sets were when they were loaded, 64 hexadecimal digits; see `datasetDigest` of
   * data-mnist. Data sets with other names, from other formats, have the same one where all images and labels are the same.
   */
  readonly digest?: string;
}

/** What a class is called: its name, or its number where it has none. */
export function className({ classNames }: Pick<Dataset, 'classNames'>, label: number): string | number {
  return classNames?.[label] ?? label;
}

/**
 * The first `count` images of a set, as views, without copying. A set of at most `count` images is returned unchanged.
 *
 * @throws MlpLabError `invalid-argument` where `count` is not a positive integer.
 */
export function firstImages(set: ImageSet, count: number): ImageSet {
  checkCount('count', count);
  if (count >= set.count) return set;
  const { height, width } = set;
  return {
    images: set.images.subarray(0, count * height * width),
    labels: set.labels.subarray(0, count),
    count,
    height,
    width,
  };
}
