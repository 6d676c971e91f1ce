// What a reader of the table must know beside it: what else differs between its rows, and what its figures are.
import type { Report, Row } from '@mlp-lab/experiment';

const MARKS = ['*', '†', '‡', '§', '¶'];

/** What else differs from the baseline, in one string → the mark of the rows where it does. */
export function differenceMarks(rows: readonly Row[]): Map<string, string> {
  const kinds = [...new Set(rows.map(({ differs }) => differs.join('; ')))].filter((kind) => kind !== '');
  return new Map(kinds.map((kind, i) => [kind, MARKS[i] ?? `(${i + 1})`]));
}

/** What each mark stands for. */
export function differenceNotes(marks: ReadonlyMap<string, string>): string[] {
  return [...marks].map(([kind, mark]) => `${mark} also differs: ${kind}`);
}

/** What the columns are. */
export function figureNotes({ rows }: Report): string[] {
  const seeds = new Set(rows.flatMap((row) => row.runs.map((run) => run.seed)));
  const reference = rows.find(({ against }) => against)?.against?.variant;
  const notes: string[] = [];
  if (rows.length > 1 && rows.every(({ differs }) => differs.length === 0))
    notes.push('Only what changed sets the rows apart: their recipes agree in all else.');
  if (rows.some(({ published }) => published !== null))
    notes.push("Published: the notebook's test accuracy, after 100 epochs.");
  if (seeds.size > 1)
    notes.push("± one standard deviation over the seeds; [95 % interval of the mean, by Student's t].");
  if (reference !== undefined)
    notes.push(
      `vs ${reference}: the difference of test accuracy, paired by seed (t-test); better or worse where its interval leaves out 0.`,
    );
  return notes;
}
