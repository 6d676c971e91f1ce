// Which images a comparison used, as its report and its networks say it.
import { type Dataset, groupedNumber } from '@mlp-lab/core';

/** A data set without its images. Plain JSON. */
export interface DatasetInfo {
  /** The name of the data set. */
  name: string;
  /** The number of training images. */
  train: number;
  /** The number of test images. */
  test: number;
  /** The number of classes; like `digest`, absent in the first run folders. */
  classes?: number;
  /** Of the images and labels: see `datasetDigest` of data-mnist. */
  digest?: string;
  /** `[classes]`, where classes have names. */
  classNames?: readonly string[];
  /** What was done to the data while it was read, in sentences. */
  notes?: readonly string[];
}

/** What reports and run folders keep of a data set. */
export function datasetInfo({ name, train, test, classes, digest, classNames, notes }: Dataset): DatasetInfo {
  return {
    name,
    train: train.count,
    test: test.count,
    classes,
    ...(digest !== undefined && { digest }),
    ...(classNames && { classNames }),
    ...(notes && { notes }),
  };
}

/** Whether the images, labels and classes are the same, whatever the name; where a digest is missing, whether name and counts are. */
export function isSameDataset(a: DatasetInfo, b: DatasetInfo): boolean {
  if (a.digest !== undefined && b.digest !== undefined) return a.digest === b.digest && a.classes === b.classes;
  return a.name === b.name && a.train === b.train && a.test === b.test;
}

/** `expected mnist with 60,000 training and 10,000 test images, received …` */
export function differentDatasets(expected: DatasetInfo, received: DatasetInfo): string {
  const words = ({ name, train, test }: DatasetInfo) =>
    `${name} with ${groupedNumber(train)} training and ${groupedNumber(test)} test images`;
  const digests = [expected.digest, received.digest];
  const isOnlyDigest = words(expected) === words(received) && digests.every((digest) => digest !== undefined);
  const reason = isOnlyDigest
    ? ` that are others (digests ${digests.map((digest) => shortDigest(digest!)).join(' and ')})`
    : '';
  return `expected ${words(expected)}, received ${words(received)}${reason}`;
}

const DIGITS = 12;

/** The first digits: enough for people to tell digests apart. */
export const shortDigest = (digest: string) => `${digest.slice(0, DIGITS)}…`;
