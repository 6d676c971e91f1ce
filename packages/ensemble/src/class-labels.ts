// The first look at `y`: only one discrete label a row is a classification (scikit-learn's `type_of_target`).
import { MlpLabError } from '@mlp-lab/core';
import { isArrayLike } from './is-array-like';
import type { Label } from './label';
import { shown } from './shown';

/**
 * The labels in `y`: a list of them, or a column (rows of one label each).
 *
 * @throws MlpLabError `invalid-argument` for what is not a list, several labels a row, numbers that are not whole, and
 * labels that are not all numbers, all strings or all booleans.
 */
export function classLabels(y: unknown, classifier = 'VotingClassifier'): Label[] {
  if (!isArrayLike(y))
    throw new MlpLabError('invalid-argument', `y must be a list of labels, one a row: received ${shown(y)}`);
  const rows = Array.from(y);
  const wide = rows.find((row) => isArrayLike(row) && row.length !== 1);
  if (wide !== undefined)
    throw new MlpLabError(
      'invalid-argument',
      `${classifier} only supports binary or multiclass classification. Multilabel and multi-output classification ` +
        `are not supported: expected one label a row, received ${shown(wide)}`,
    );
  const labels = rows.map((row) => (isArrayLike(row) ? row[0] : row));
  checkKind(labels);
  return labels;
}

function checkKind(labels: unknown[]): asserts labels is Label[] {
  const kind = typeof labels[0];
  const odd = labels.findIndex((label) => typeof label !== kind || !['number', 'string', 'boolean'].includes(kind));
  if (odd >= 0) throw unknownType('unknown', 'labels that are all numbers, all strings or all booleans', labels[odd]);
  if (kind !== 'number' || labels.every(Number.isInteger)) return;

  const notFinite = labels.find((label) => !Number.isFinite(label));
  if (notFinite !== undefined)
    throw new MlpLabError('invalid-argument', `y contains ${notFinite}: expected finite labels`);
  throw unknownType(
    'continuous',
    'discrete classes, not the values of a regression',
    labels.find((label) => !Number.isInteger(label)),
  );
}

function unknownType(type: string, expected: string, received: unknown): MlpLabError {
  return new MlpLabError(
    'invalid-argument',
    `Unknown label type: ${type}. Expected ${expected}, received ${shown(received)}`,
  );
}
