// Reads `y`: one discrete label per sample, checked as by scikit-learn's `type_of_target`.
import { MlpLabError } from '@mlp-lab/core';
import { displayValue } from './display-value';
import type { Label } from './label-encoder';

/**
 * The labels in `y`, which is an array of labels or a column (an array of arrays of one label).
 *
 * @throws MlpLabError `invalid-argument` if `y` is not an array, has several labels per sample, contains numbers that are
 * not integers, or does not contain only numbers, only strings or only booleans.
 */
export function classLabels(y: unknown, classifier = 'VotingClassifier'): Label[] {
  if (!isArrayLike(y))
    throw new MlpLabError(
      'invalid-argument',
      `y must be an array of labels, one per sample: received ${displayValue(y)}`,
    );
  const rows = Array.from(y);
  const wide = rows.find((row) => isArrayLike(row) && row.length !== 1);
  if (wide !== undefined)
    throw new MlpLabError(
      'invalid-argument',
      `${classifier} only supports binary or multiclass classification. Multilabel and multi-output classification ` +
        `are not supported: expected one label per sample, received ${displayValue(wide)}`,
    );
  const labels = rows.map((row) => (isArrayLike(row) ? row[0] : row));
  checkKind(labels);
  return labels;
}

function checkKind(labels: unknown[]): asserts labels is Label[] {
  const kind = typeof labels[0];
  const odd = labels.findIndex((label) => typeof label !== kind || !['number', 'string', 'boolean'].includes(kind));
  if (odd >= 0) throw unknownType('unknown', 'only numbers, only strings or only booleans', labels[odd]);
  if (kind !== 'number' || labels.every(Number.isInteger)) return;

  const notFinite = labels.find((label) => !Number.isFinite(label));
  if (notFinite !== undefined)
    throw new MlpLabError('invalid-argument', `y contains ${notFinite}: expected finite labels`);
  throw unknownType(
    'continuous',
    'discrete classes, not the continuous target of a regression',
    labels.find((label) => !Number.isInteger(label)),
  );
}

function unknownType(type: string, expected: string, received: unknown): MlpLabError {
  return new MlpLabError(
    'invalid-argument',
    `Unknown label type: ${type}. Expected ${expected}, received ${displayValue(received)}`,
  );
}

/** Whether a value is an array, a typed array or another object with a length. A string is not. */
export function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return typeof value === 'object' && value !== null && 'length' in value && Number.isInteger(value.length);
}
