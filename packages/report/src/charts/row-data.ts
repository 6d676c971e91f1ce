// A report's rows → the plain data that `learningCurves`, `optimizerRace` and `summaryBars` of @mlp-lab/viz draw.
import type { History } from '@mlp-lab/core';
import type { Row, RunHistory } from '@mlp-lab/experiment';

/** A row's histories, one per seed. */
export interface RowCurves {
  /** The variant's full name. */
  name: string;
  /** One per seed. */
  histories: History[];
}

/** A row's test accuracy; `sd` and `n` where it has several seeds. */
export interface RowAccuracy {
  /** The variant's full name. */
  name: string;
  /** For people. */
  title: string;
  /** Absent where every seed failed. */
  mean?: number;
  /** The sample standard deviation over several seeds. */
  sd?: number;
  /** The number of seeds, where there are several. */
  n?: number;
  /** The notebook's test accuracy, 0 to 1. */
  published?: number;
}

/** The curves of the rows that have a run. */
export function rowCurves(rows: readonly Row[]): RowCurves[] {
  return rows
    .filter(({ runs }) => runs.length > 0)
    .map(({ variant, runs }) => ({
      name: variant,
      histories: runs.map(({ history }) => measuredHistory(history)),
    }));
}

/** The test accuracy of each row, as `summaryBars` of `@mlp-lab/viz` takes it; without a mean for a row whose every seed failed. */
export function rowAccuracies(rows: readonly Row[]): RowAccuracy[] {
  return rows.map(({ variant, title, testAccuracy: { mean, sd, n }, published }) => ({
    name: variant,
    title,
    ...(n > 0 && { mean }),
    ...(n > 1 && { sd, n }),
    published: published ?? undefined,
  }));
}

/** The history without metrics that were not measured, as where no image was held out for validation. */
export function measuredHistory({ loss, ...others }: RunHistory): History {
  return { loss, ...Object.fromEntries(Object.entries(others).filter(([, values]) => values.length > 0)) };
}
