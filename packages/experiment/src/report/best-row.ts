// The row that a report is about, where none is named.
import type { Row } from './report';

/** The row with the best mean test accuracy; of equal ones the first. @param rows one or more, with a run each. */
export function bestRow(rows: readonly Row[]): Row {
  return rows.reduce((a, b) => (b.testAccuracy.mean > a.testAccuracy.mean ? b : a));
}
