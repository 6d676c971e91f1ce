// What a data set holds, and what is odd about it.
import { checkCount, checkObject, checkString, type Dataset, type ImageSet } from '@mlp-lab/core';
import { checkImageSet } from './check-image-set';
import { formatOfDataset, type LoadMnistOptions, loadMnist } from './load-mnist';
import { pixelStatistics } from './pixel-statistics';

/** What `describeDataset` finds in one set of images. Plain JSON. */
export interface SetDescription {
  /** The number of images. */
  readonly count: number;
  /** In pixels. */
  readonly height: number;
  /** In pixels. */
  readonly width: number;
  /** The least and the greatest pixel, 0 to 255. */
  readonly range: readonly [low: number, high: number];
  /** Of all pixels. */
  readonly mean: number;
  /** The standard deviation of all pixels. */
  readonly deviation: number;
  /** `[classes]`: images of each class. */
  readonly counts: readonly number[];
}

/** Plain JSON. */
export interface DatasetDescription {
  /** The name of the data set. */
  readonly name: string;
  /** The format of its files, in words; absent for a data set that was not loaded from files. */
  readonly format?: string;
  /** The number of classes. */
  readonly classes: number;
  /** `[classes]`: the classes' names, or their numbers. */
  readonly classNames: readonly string[];
  /** The training images. */
  readonly train: SetDescription;
  /** The test images. */
  readonly test: SetDescription;
  /** What was done to the data while it was read. */
  readonly notes: readonly string[];
  /** What a user should know before training: sorted labels, missing classes, duplicates, constant pixels. */
  readonly oddities: readonly string[];
}

/**
 * Describes a data set.
 *
 * @param source a data set, or the path or URL of one, as `loadMnist` takes it.
 * @param options of `loadMnist`.
 * @throws MlpLabError as `loadMnist`; `invalid-argument` for something that is no data set.
 */
export async function describeDataset(
  source: Dataset | string | URL,
  options: Omit<LoadMnistOptions, 'source'> = {},
): Promise<DatasetDescription> {
  const isSource = typeof source === 'string' || source instanceof URL;
  if (typeof source === 'string') checkString('source', source);
  const dataset = isSource ? await loadMnist({ ...options, source }) : (checkObject('source', source) as Dataset);
  const { name, classes, train, test, notes = [] } = dataset;
  checkCount('source.classes', classes);
  checkImageSet('source.train', train);
  checkImageSet('source.test', test);
  const format = formatOfDataset(dataset);
  return {
    name,
    ...(format !== undefined && { format }),
    classes,
    classNames: dataset.classNames ?? Array.from({ length: classes }, (_, label) => String(label)),
    train: describeSet(train, classes),
    test: describeSet(test, classes),
    notes,
    oddities: oddities(dataset),
  };
}

function describeSet(set: ImageSet, classes: number): SetDescription {
  const { count, height, width, images, labels } = set;
  let [low, high] = [255, 0];
  for (const pixel of images) {
    if (pixel < low) low = pixel;
    if (pixel > high) high = pixel;
  }
  const counts = Array<number>(classes).fill(0);
  for (const label of labels) counts[label]++;
  return { count, height, width, range: [low, high], ...pixelStatistics(set), counts };
}

function oddities(dataset: Dataset): string[] {
  const { train, test, classes, classNames } = dataset;
  const found: string[] = [];
  for (const [title, set] of [
    ['training', train],
    ['test', test],
  ] as const) {
    if (isSorted(set.labels))
      found.push(
        `The ${title} labels are sorted: its first and its last images hold few classes${title === 'training' ? ', and validation takes the last ones' : ''}.`,
      );
    const present = new Set(set.labels);
    const missing = Array.from({ length: classes }, (_, label) => label).filter((label) => !present.has(label));
    if (missing.length > 0)
      found.push(
        `The ${title} set has no image of ${counted(missing.length, 'class', 'classes')}: ${shortList(missing.map((label) => classNames?.[label] ?? String(label)))}.`,
      );
  }
  const { shared, conflicting, repeated } = duplicates(train, test);
  if (shared > 0)
    found.push(
      `${counted(shared, 'test image is', 'test images are')} in the training set too${conflicting > 0 ? `, ${conflicting} of them under another label` : ''}.`,
    );
  if (repeated > 0)
    found.push(`${counted(repeated, 'training image repeats', 'training images repeat')} an earlier one.`);
  const constant = constantPixels(train);
  if (constant > 0)
    found.push(
      `${constant} of ${train.height * train.width} pixels are the same in all training images: they teach nothing.`,
    );
  if (hasBrightBackground(train))
    found.push('The background is bright: MNIST and networks trained on it have bright ink on black.');
  return found;
}

function isSorted(labels: Uint8Array): boolean {
  return (
    labels.length > 2 &&
    labels[0] < labels[labels.length - 1] &&
    labels.every((label, i) => i === 0 || labels[i - 1] <= label)
  );
}

/** Images that are the same to the pixel. */
function duplicates(train: ImageSet, test: ImageSet) {
  const seen = new Map<string, number>();
  let [repeated, shared, conflicting] = [0, 0, 0];
  forEachImage(train, (key, label) => {
    if (seen.has(key)) repeated++;
    else seen.set(key, label);
  });
  forEachImage(test, (key, label) => {
    const known = seen.get(key);
    if (known === undefined) return;
    shared++;
    if (known !== label) conflicting++;
  });
  return { repeated, shared, conflicting };
}

/** @param visit receives a key that only equal images share: 106 bits of two hash functions. */
function forEachImage({ images, labels, height, width }: ImageSet, visit: (key: string, label: number) => void): void {
  const size = height * width;
  for (const [image, label] of labels.entries()) {
    let [a, b] = [0x811c9dc5, 0x9e3779b9];
    let sum = 0;
    for (let i = image * size; i < (image + 1) * size; i++) {
      a = Math.imul(a ^ images[i], 0x01000193); // FNV-1a
      b = Math.imul((b << 5) ^ (b >>> 27) ^ images[i], 0x5bd1e995);
      sum = (sum * 31 + images[i]) % 4398042316799; // a prime near 2^42
    }
    visit(`${a} ${b} ${sum}`, label);
  }
}

function constantPixels({ images, count, height, width }: ImageSet): number {
  const size = height * width;
  const varies = new Uint8Array(size);
  for (let image = 1; image < count; image++)
    for (let pixel = 0; pixel < size; pixel++) if (images[image * size + pixel] !== images[pixel]) varies[pixel] = 1;
  return count > 1 ? varies.reduce((constant, one) => constant - one, size) : 0;
}

function hasBrightBackground({ images, count, height, width }: ImageSet): boolean {
  let [sum, pixels] = [0, 0];
  for (let image = 0; image < Math.min(count, SAMPLE); image++)
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        if (row > 0 && row < height - 1 && column > 0 && column < width - 1) continue;
        sum += images[(image * height + row) * width + column];
        pixels++;
      }
  return sum / pixels > 127.5;
}

const SAMPLE = 1000; // images whose border tells the background

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

const shortList = (names: readonly string[]) =>
  names.length > 10 ? `${names.slice(0, 10).join(', ')} and ${names.length - 10} more` : names.join(', ');
