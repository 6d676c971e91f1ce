// Class labels at the public functions: one per sample, as an array or as a column.
import { describeValue, invalidArgument, MlpLabError, type NumericArray } from '@mlp-lab/core';
import { isArrayLike, isNumericTypedArray, readShapedArray, type ShapedArray } from './array-input';

/** A class label. All labels of a classifier are numbers, all are strings or all are booleans. */
export type Label = number | string | boolean;

/** Labels of n samples: an array [n], a column [n][1], or `{ data, shape }` or a tensor of shape [n] or [n, 1]. */
export type Labels<L extends Label = Label> = ArrayLike<L | Row<L>> | ShapedArray;

/** A row of a column. Not ArrayLike<L>, as a string is one too: 'cat' would be taken for a row of L = string. */
type Row<L extends Label> = readonly L[] | NumericArray;

/**
 * The labels in `y`. As scikit-learn's `column_or_1d`, it accepts a column.
 *
 * @param name of the argument, for error messages.
 * @param several the start of the error message if there are several labels per sample.
 * @throws MlpLabError `invalid-argument` for anything but one label per sample, of one type.
 */
export function readLabels(y: unknown, name: string, several = `${name}: `): ArrayLike<Label> {
  const shaped = readShapedArray(y, name);
  const values = shaped?.data ?? y;
  if (!isArrayLike(values))
    throw new MlpLabError(
      'invalid-argument',
      `${name} must be an array of labels, one per sample: received ${describeValue(y)}`,
    );
  if (shaped && !(shaped.shape.length === 1 || (shaped.shape.length === 2 && shaped.shape[1] === 1)))
    throw notOnePerSample(several, `shape [${shaped.shape.join(', ')}]`);
  if (isNumericTypedArray(values)) return values;
  const labels = shaped ? values : readColumn(values, several);
  checkOneType(labels, name);
  return labels;
}

/** [n][1] → [n] */
function readColumn(values: ArrayLike<unknown>, several: string): ArrayLike<unknown> {
  let labels: unknown[] | undefined;
  for (let i = 0; i < values.length; i++) {
    const row = values[i];
    if (!isArrayLike(row)) continue;
    if (row.length !== 1) throw notOnePerSample(several, describeValue(row));
    labels ??= Array.from(values);
    labels[i] = row[0];
  }
  return labels ?? values;
}

const notOnePerSample = (start: string, received: string) =>
  new MlpLabError('invalid-argument', `${start}expected one label per sample, received ${received}`);

const TYPES = ['number', 'string', 'boolean'];

function checkOneType(labels: ArrayLike<unknown>, name: string): asserts labels is ArrayLike<Label> {
  const type = typeof labels[0];
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (typeof label === type && TYPES.includes(type)) continue;
    const remedy = typeof label === 'bigint' ? '; convert BigInts with Number(label)' : '';
    throw unknownType(
      'unknown',
      `only numbers, only strings or only booleans in ${name}`,
      `${describeValue(label)}${remedy}`,
    );
  }
}

/**
 * The labels in `y`, checked as by scikit-learn's `type_of_target`.
 *
 * @throws MlpLabError `invalid-argument` for anything but one discrete label per sample, of one type.
 */
export function readClassLabels(y: unknown, classifier: string): ArrayLike<Label> {
  const labels = readLabels(
    y,
    'y',
    `${classifier} only supports binary or multiclass classification. Multilabel and multi-output classification are not supported: `,
  );
  checkDiscrete(labels, 'y');
  return labels;
}

function checkDiscrete(labels: ArrayLike<Label>, name: string): void {
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (typeof label !== 'number' || Number.isInteger(label)) continue;
    if (!Number.isFinite(label)) throw invalidArgument(name, 'finite labels', label);
    throw unknownType(
      'continuous',
      `discrete classes in ${name}, not the continuous target of a regression`,
      describeValue(label),
    );
  }
}

function unknownType(type: string, expected: string, received: string): MlpLabError {
  return new MlpLabError('invalid-argument', `Unknown label type: ${type}. Expected ${expected}, received ${received}`);
}

/**
 * Two arrays of labels of the same samples, 1 or more, as scikit-learn's metrics take them.
 *
 * @param names of the two arguments.
 * @throws MlpLabError `invalid-argument` if there are no samples, if the lengths or the types of the labels differ, or for labels that
 * are no classes (0.5, NaN).
 */
export function readLabelPair(
  a: unknown,
  b: unknown,
  names: readonly [string, string],
): [ArrayLike<Label>, ArrayLike<Label>] {
  const labels = [readLabels(a, names[0]), readLabels(b, names[1])] as const;
  const lengths = labels.map(({ length }) => length);
  const received = names.map((name, i) => `${name} ${lengths[i]}`).join(', ');
  if (lengths[0] !== lengths[1])
    throw new MlpLabError(
      'invalid-argument',
      `labels must be of the same samples: expected equal lengths, received ${received}`,
    );
  if (lengths[0] === 0) throw new MlpLabError('invalid-argument', `expected at least 1 sample, received ${received}`);
  const types = labels.map((list) => typeof list[0]);
  if (types[0] !== types[1])
    throw new MlpLabError(
      'invalid-argument',
      `labels must all have the same type: received ${names[0]} of ${types[0]}s, ${names[1]} of ${types[1]}s`,
    );
  for (const [i, list] of labels.entries()) checkDiscrete(list, names[i]);
  return [...labels];
}
