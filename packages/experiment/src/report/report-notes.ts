// What a reader of a report's table must know beside it: what else differs between its rows, and what its figures are.
import type { Report, Row } from './report';

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

/** The name of the column where rows are compared with one of them; undefined where none is. */
export function comparisonTitle(rows: readonly Row[]): string | undefined {
  const compared = rows.find(({ against }) => against)?.against?.variant;
  if (compared === undefined) return undefined;
  return compared === 'baseline' ? 'vs baseline' : 'Difference';
}

/** What every row was asked to have by `--set`: `dropout 0.1`. */
export function setText({ set = {} }: Report): string[] {
  const text = (value: unknown) =>
    typeof value === 'object' && value !== null && 'name' in value ? value.name : value;
  return Object.entries(set).map(([path, value]) => `${path} ${text(value)}`);
}

/** What every row was asked to have in place of its own settings: `dropout 0.1`. */
export function setNotes({ set = {} }: Pick<Report, 'set'>): string[] {
  const text = (value: unknown) => {
    if (Array.isArray(value)) return value.join('-');
    return typeof value === 'object' && value !== null && 'name' in value ? value.name : value;
  };
  return Object.entries(set).map(([path, value]) => `${path} ${text(value)}`);
}

/** What the columns are. */
export function figureNotes({ rows }: Report): string[] {
  const seeds = new Set(rows.flatMap((row) => row.runs.map((run) => run.seed)));
  const compared = rows.find(({ against }) => against)?.against?.variant;
  const notes: string[] = [];
  if (rows.length > 1 && rows.every(({ differs }) => differs.length === 0))
    notes.push('Only what changed sets the rows apart: their recipes agree in all else.');
  if (rows.some(({ published }) => published !== null))
    notes.push("Published: the notebook's test accuracy, after 100 epochs.");
  if (seeds.size > 1)
    notes.push("± one standard deviation over the seeds; [95 % interval of the mean, by Student's t].");
  if (compared !== undefined)
    notes.push(
      `${comparisonTitle(rows)}: test accuracy less that of ${compared}, paired by seed (t-test); better or worse where the interval leaves out 0.`,
    );
  return notes;
}
