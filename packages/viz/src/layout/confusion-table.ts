// What a confusion matrix says in numbers, before anything is drawn.
import { sum } from 'd3-array';
import { format } from 'd3-format';

export interface ConfusionTable {
  labels: readonly string[];
  /** The words in the cells: `cells[truth][prediction]`. */
  cells: string[][];
  /** Shares of the row, 0 to 1; NaN in a row without examples. */
  rates: number[][];
  recall: number[];
  precision: number[];
  accuracy: number;
}

/** Nothing happened: the word of an empty cell. */
export const NEVER = '·';

/** The table of `matrix[truth][prediction]`, with counts or shares of the row in its cells. */
export function confusionTable(
  matrix: readonly (readonly number[])[],
  labels: readonly string[],
  values: 'count' | 'rate',
): ConfusionTable {
  const classes = matrix.map((_, i) => i);
  const truths = matrix.map((row) => sum(row));
  const predictions = classes.map((j) => sum(matrix, (row) => row[j]));
  const rates = matrix.map((row, i) => row.map((count) => share(count, truths[i])));
  const show =
    values === 'count'
      ? (i: number, j: number) => format('.0f')(matrix[i][j])
      : (i: number, j: number) => rateText(rates[i][j]);
  return {
    labels,
    cells: matrix.map((row, i) => row.map((count, j) => (count === 0 ? NEVER : show(i, j)))),
    rates,
    recall: classes.map((i) => rates[i][i]),
    precision: classes.map((i) => share(matrix[i][i], predictions[i])),
    accuracy: share(
      sum(classes, (i) => matrix[i][i]),
      sum(truths),
    ),
  };
}

/** ".973", since every character counts in a table; "1.00" where that is what it rounds to, "–" for none of none. */
export function rateText(rate: number): string {
  if (Number.isNaN(rate)) return '–';
  return rate >= 0.9995 ? '1.00' : format('.3f')(rate).slice(1);
}

const share = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole);
