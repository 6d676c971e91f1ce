// Labels as the files have them → classes from 0, with names where they are not the digits of their numbers.
import { MlpLabError } from '@mlp-lab/core';
import type { RawSet } from '../readers/reader';

export interface Classes {
  /** One array a set, 0 to classes - 1. */
  labels: Uint8Array[];
  classes: number;
  /** `[classes]` */
  classNames?: string[];
  notes: string[];
}

export interface ClassOptions {
  /** How many classes the caller wants. */
  classes?: number;
  /** The names of the labels 0, 1, …, where the files have them. */
  classNames?: readonly string[];
  /** The name of a label, where the data set is known. */
  nameOf?(label: number): string | undefined;
}

const MAX_CLASSES = 256; // a label is a byte

/**
 * Numbers from 0 stay as they are. Other numbers, and names, become classes in ascending order (names by their characters' codes, as scikit-learn and torchvision sort them).
 *
 * @throws MlpLabError `bad-data` where the sets and their labels don't match, a label is no whole number, there are more than 256
 * classes, or more than were asked for.
 */
export function encodeLabels(sets: readonly RawSet[], counts: readonly number[], options: ClassOptions = {}): Classes {
  sets.forEach(({ labels, labelsPath }, i) => {
    if (labels.length !== counts[i])
      throw bad(labelsPath, `expected ${counts[i]} labels, one for each image, received ${labels.length}`);
  });
  const numbers = sets.map(numbersOf);
  return numbers.every((set) => set !== undefined)
    ? encodeNumbers(sets, numbers as Numbers[], options)
    : encodeNames(sets, options);
}

type Numbers = Uint8Array | readonly number[];

/** Labels as numbers; undefined where one of them is a name. @throws MlpLabError `bad-data` for a number that is not whole. */
function numbersOf({ labels, labelsPath }: RawSet): Numbers | undefined {
  if (labels instanceof Uint8Array) return labels;
  const numbers = Array.from(labels as ArrayLike<string | number>, Number);
  const isName = (label: string | number, i: number) =>
    typeof label === 'string' && (label.trim() === '' || !(Number.isFinite(numbers[i]) || MISSING.test(label)));
  if ((labels as (string | number)[]).some(isName)) return undefined;
  const wrong = numbers.findIndex((number) => !Number.isInteger(number));
  if (wrong >= 0)
    throw bad(labelsPath, `label at index ${wrong}: expected a whole number or a name, received ${labels[wrong]}`);
  return numbers;
}

/** Among numbers, what pandas writes where there is no label. */
const MISSING = /^nan$/i;

function encodeNumbers(sets: readonly RawSet[], numbers: readonly Numbers[], options: ClassOptions): Classes {
  const { classNames, nameOf } = options;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const set of numbers)
    for (const label of set) {
      if (label < low) low = label;
      if (label > high) high = label;
    }
  const asked = options.classes;
  const fits = asked === undefined ? low === 0 && high < MAX_CLASSES : low === 0 || (low > 0 && high < asked);
  if (fits || (classNames && low >= 0 && high < classNames.length)) {
    const classes = asked ?? Math.max(high + 1, classNames?.length ?? 0);
    if (asked !== undefined) checkRange(sets, numbers, classes);
    const names = Array.from({ length: classes }, (_, i) => classNames?.[i] ?? nameOf?.(i) ?? String(i));
    return { labels: numbers.map(toBytes), classes, ...named(names), notes: [] };
  }
  const distinct = [...new Set(numbers.flatMap((set) => [...new Set<number>(set)]))].sort((a, b) => a - b);
  checkCount(sets[0], distinct.length, asked);
  const classOf = new Map(distinct.map((label, i) => [label, i]));
  const names = distinct.map((label) => nameOf?.(label) ?? String(label));
  return {
    labels: numbers.map((set) => Uint8Array.from(set as ArrayLike<number>, (label) => classOf.get(label)!)),
    classes: asked ?? distinct.length,
    ...named(names),
    notes: [`The labels ${listed(distinct.map(String))} became the classes 0 to ${distinct.length - 1}.`],
  };
}

function encodeNames(sets: readonly RawSet[], { classes }: ClassOptions): Classes {
  const texts = sets.map(({ labels }) =>
    Array.from(labels as ArrayLike<string | number>, (label) => String(label).trim()),
  );
  texts.forEach((set, i) => {
    const empty = set.indexOf('');
    if (empty >= 0)
      throw bad(sets[i].labelsPath, `label at index ${empty}: expected a name or a number, received nothing`);
  });
  const distinct = [...new Set(texts.flatMap((set) => [...new Set(set)]))].sort();
  checkCount(sets[0], distinct.length, classes);
  const classOf = new Map(distinct.map((name, i) => [name, i]));
  return {
    labels: texts.map((set) => Uint8Array.from(set, (name) => classOf.get(name)!)),
    classes: classes ?? distinct.length,
    ...named(distinct),
    notes: [],
  };
}

function checkRange(sets: readonly RawSet[], numbers: readonly Numbers[], classes: number): void {
  numbers.forEach((set, i) => {
    const index = (set as number[]).findIndex((label) => label < 0 || label >= classes);
    if (index >= 0)
      throw bad(
        sets[i].labelsPath,
        `label out of range at index ${index}: expected 0 to ${classes - 1}, received ${set[index]}`,
      );
  });
}

function checkCount({ labelsPath }: RawSet, count: number, asked = MAX_CLASSES): void {
  if (count > asked) throw bad(labelsPath, `expected at most ${asked} classes, received ${count} different labels`);
}

const toBytes = (numbers: Numbers) => (numbers instanceof Uint8Array ? numbers : Uint8Array.from(numbers));

/** Nothing where the names are the classes' own numbers. */
const named = (names: string[]) => (names.every((name, i) => name === String(i)) ? {} : { classNames: names });

function listed(labels: readonly string[]): string {
  const isRun = labels.every((label, i) => Number(label) === Number(labels[0]) + i);
  if (isRun && labels.length > 2) return `${labels[0]} to ${labels.at(-1)}`;
  return labels.length > 12 ? `${labels.slice(0, 12).join(', ')}, …` : labels.join(', ');
}

const bad = (path: string, message: string) => new MlpLabError('bad-data', `${path}: ${message}`);
