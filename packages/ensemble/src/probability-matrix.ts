// The probabilities that one member predicts, read as a matrix [n][K] whatever form they have.
import { describeValue, invalidArgument } from '@mlp-lab/core';
import { checkNumbers, isArrayLike, notANumber, readShapedArray, type ShapedArray } from './array-input';

/** Probabilities of one member, a row per sample and a column per class: [n][K], as rows, `{ data, shape }` or a tensor. */
export type Probabilities = ArrayLike<ArrayLike<number>> | ShapedArray;

/** The numbers in `rows` are only checked when they are read. */
export type ProbabilityMatrix = { readonly name: string; readonly samples: number; readonly classes: number } & (
  | { readonly data: ArrayLike<number>; readonly rows?: undefined }
  | { readonly data?: undefined; readonly rows: ArrayLike<ArrayLike<number>> }
);

/**
 * @param name of the probabilities, for error messages.
 * @throws MlpLabError `invalid-argument` for anything but rows of numbers, 1 or more per row.
 */
export function readProbabilities(given: unknown, name: string): ProbabilityMatrix {
  const shaped = readShapedArray(given, name);
  if (shaped) {
    const { data, shape } = shaped;
    checkNumbers(data, name);
    if (shape.length === 2 && (shape[1] > 0 || shape[0] === 0))
      return { name, samples: shape[0], classes: shape[1], data };
    throw invalidArgument(name, EXPECTED, `shape [${shape.join(', ')}]`);
  }
  if (!isArrayLike(given)) throw invalidArgument(name, EXPECTED, describeValue(given));
  const samples = given.length;
  const first = given[0];
  if (samples > 0 && !(isArrayLike(first) && first.length > 0))
    throw invalidArgument(name, EXPECTED, `${describeValue(first)} for sample 0`);
  return {
    name,
    samples,
    classes: samples === 0 ? 0 : (first as ArrayLike<number>).length,
    rows: given as ArrayLike<ArrayLike<number>>,
  };
}

const EXPECTED = 'a row of probabilities per sample, as an array of arrays or { data, shape: [samples, classes] }';

/** Adds `weight` times the rows `from` to `to - 1` to `sums`: [(to - from) · K]. */
export function addRows(matrix: ProbabilityMatrix, weight: number, sums: Float64Array, from: number, to: number): void {
  const { classes, data, rows } = matrix;
  if (data) {
    const start = from * classes;
    for (let i = 0; i < (to - from) * classes; i++) sums[i] += weight * data[start + i];
    return;
  }
  let i = 0;
  for (let sample = from; sample < to; sample++) {
    const row = rows[sample];
    if (row?.length !== classes) throw invalidRow([matrix], sample);
    for (let k = 0; k < classes; k++) {
      const p = row[k];
      if (typeof p !== 'number') throw invalidRow([matrix], sample);
      sums[i++] += weight * p;
    }
  }
}

/**
 * The same for three members, one after the other: faster than three calls, because the sums are read and written once. The results
 * are the same to the bit.
 */
export function addRowsOfThree(
  members: readonly ProbabilityMatrix[],
  weights: Float64Array,
  sums: Float64Array,
  from: number,
  to: number,
): void {
  const [a, b, c] = members;
  const [weightA, weightB, weightC] = weights;
  const { classes } = a;
  if (a.data && b.data && c.data) {
    const [dataA, dataB, dataC] = [a.data, b.data, c.data];
    const start = from * classes;
    for (let i = 0; i < (to - from) * classes; i++)
      sums[i] = sums[i] + weightA * dataA[start + i] + weightB * dataB[start + i] + weightC * dataC[start + i];
  } else if (a.rows && b.rows && c.rows) {
    const [rowsA, rowsB, rowsC] = [a.rows, b.rows, c.rows];
    let i = 0;
    for (let sample = from; sample < to; sample++) {
      const rowA = rowsA[sample];
      const rowB = rowsB[sample];
      const rowC = rowsC[sample];
      if (rowA?.length !== classes || rowB?.length !== classes || rowC?.length !== classes)
        throw invalidRow(members, sample);
      for (let k = 0; k < classes; k++) {
        const pA = rowA[k];
        const pB = rowB[k];
        const pC = rowC[k];
        if (typeof pA !== 'number' || typeof pB !== 'number' || typeof pC !== 'number')
          throw invalidRow(members, sample);
        sums[i] = sums[i] + weightA * pA + weightB * pB + weightC * pC;
        i++;
      }
    }
  } else for (const [m, member] of members.entries()) addRows(member, weights[m], sums, from, to);
}

/** The probability of class k for a sample, NaN if it is missing. */
export function probabilityAt({ classes, samples, data, rows }: ProbabilityMatrix, sample: number, k: number): number {
  if (!(sample < samples && k >= 0 && k < classes)) return Number.NaN;
  const p = data ? data[sample * classes + k] : rows[sample]?.[k];
  return typeof p === 'number' ? p : Number.NaN;
}

/** The matrix in row-major order: [n · K]. */
export function flatten(matrix: ProbabilityMatrix): Float64Array {
  const flat = new Float64Array(matrix.samples * matrix.classes);
  addRows(matrix, 1, flat, 0, matrix.samples);
  return flat;
}

/**
 * [n · K] → [n][K], each number divided by `divisor`.
 *
 * @param rows the array to which the rows are added.
 */
export function toRows(flat: Float64Array, classes: number, divisor = 1, rows: number[][] = []): number[][] {
  const template = new Array<number>(classes).fill(0.5); // a copy of fractions is an array of doubles from the start
  for (let start = 0; start < flat.length; start += classes) {
    const row = template.slice();
    for (let k = 0; k < classes; k++) row[k] = flat[start + k] / divisor;
    rows.push(row);
  }
  return rows;
}

/** The error for the first member with an invalid row. */
function invalidRow(members: readonly ProbabilityMatrix[], sample: number): Error {
  const rows = members.map(({ rows }): unknown => rows?.[sample]);
  const invalid = rows.findIndex(
    (row, m) => !isArrayLike(row) || row.length !== members[m].classes || !areNumbers(row),
  );
  const { name, classes } = members[invalid];
  const row = rows[invalid];
  if (!isArrayLike(row) || row.length !== classes)
    return invalidArgument(name, `${classes} probabilities per sample`, `${describeValue(row)} for sample ${sample}`);
  const odd = Array.from(row).find((p) => typeof p !== 'number');
  return notANumber(name, odd, `for sample ${sample}`);
}

const areNumbers = (row: ArrayLike<unknown>) => Array.from(row).every((p) => typeof p === 'number');
