// Members that are fitted already, on labels of their own: their predictions become those of the ensemble's classes.
import { describeValue, MlpLabError } from '@mlp-lab/core';
import { isArrayLike } from './array-input';
import type { Estimator, NamedEstimator, Voting } from './estimator';
import type { LabelEncoder } from './label-encoder';
import type { Label } from './labels';
import { flatten, type ProbabilityMatrix } from './probability-matrix';

/** The labels that a member knows, if it says so: scikit-learn's `classes_`, in the order of its probabilities. */
function classesOf(member: object): readonly Label[] | undefined {
  const { classes_: classes } = member as { classes_?: unknown };
  return isArrayLike(classes) ? (Array.from(classes) as Label[]) : undefined;
}

/** The labels of `y` and those that the members know. A small `y` need not have all of them. */
export function allLabels(estimators: readonly NamedEstimator<Voting>[], y: ArrayLike<Label>): Label[] {
  const known = estimators.flatMap(([, member]) => (member === 'drop' ? [] : (classesOf(member) ?? [])));
  return [...Array.from(y), ...known];
}

/**
 * A member's predicted labels, as numbers of the ensemble's classes.
 *
 * @throws MlpLabError `invalid-argument` for a label that is not among them.
 */
export function encodeVotes(given: unknown, name: string, encoder: LabelEncoder): unknown {
  if (!isArrayLike(given)) return given;
  try {
    return encoder.transform(Array.from(given) as never);
  } catch (cause) {
    const unseen = Array.from(given).find((label) => !encoder.classes_.includes(label as Label));
    throw new MlpLabError(
      'invalid-argument',
      `${name} must be labels of y: expected one of ${encoder.classes_.map(describeValue).join(', ')}, received ${describeValue(unseen)}`,
      { cause },
    );
  }
}

/**
 * A member's probabilities with a column for each of the ensemble's classes, in their order; 0 for those that it does not know.
 *
 * @throws MlpLabError `invalid-argument` where the number of columns is not that of the member's classes or, if it does not say which
 * they are, that of the ensemble's.
 */
export function alignColumns(matrix: ProbabilityMatrix, member: Estimator, encoder: LabelEncoder): ProbabilityMatrix {
  const all = encoder.classes_;
  const own = classesOf(member) ?? all;
  if (own.length !== matrix.classes)
    throw new MlpLabError(
      'invalid-argument',
      `${matrix.name}: expected a probability for each of ${own.length} classes (${own.map(describeValue).join(', ')}), ` +
        `received ${matrix.classes}`,
    );
  const columns = encoder.transform(own as never);
  if (columns.length === all.length && columns.every((column, i) => column === i)) return matrix;
  const { name, samples } = matrix;
  const given = flatten(matrix);
  const data = new Float64Array(samples * all.length);
  for (let row = 0; row < samples; row++)
    for (const [i, column] of columns.entries()) data[row * all.length + column] = given[row * own.length + i];
  return { name, samples, classes: all.length, data };
}
