// The notes below a results table: what else differs between its rows, and what its figures mean.
import type { Report, Row } from '@mlp-lab/experiment';

const MARKS = ['*', '†', '‡', '§', '¶'];

/** Each set of unintended differences from the baseline, as one string → the mark of the rows that have it. */
export function differenceMarks(rows: readonly Row[]): Map<string, string> {
  const kinds = [...new Set(rows.map(({ differs }) => differs.join('; ')))].filter((kind) => kind !== '');
  return new Map(kinds.map((kind, i) => [kind, MARKS[i] ?? `(${i + 1})`]));
}

/** The heading of the column where rows are compared with one of them; undefined where none is. */
export function comparisonTitle(rows: readonly Row[]): string | undefined {
  const compared = comparedWith(rows);
  if (compared === undefined) return undefined;
  return compared === 'baseline' ? 'vs baseline' : 'Difference';
}

/** The settings that every row was given instead of its own: `dropout 0.1`. */
export function setNotes({ set = {} }: Pick<Report, 'set'>): string[] {
  const text = (value: unknown) => {
    if (Array.isArray(value)) return value.join('-');
    return typeof value === 'object' && value !== null && 'name' in value ? value.name : value;
  };
  return Object.entries(set).map(([path, value]) => `${path} ${text(value)}`);
}

/** What the marks stand for, then what the columns are. */
export function tableNotes({ rows, dataset }: Report): string[] {
  const notes = [...(dataset.notes ?? [])];
  notes.push(...[...differenceMarks(rows)].map(([kind, mark]) => `${mark} also differs: ${kind}`));
  const seeds = new Set(rows.flatMap((row) => row.runs.map((run) => run.seed)));
  const compared = comparedWith(rows);
  if (rows.length > 1 && rows.every(({ differs }) => differs.length === 0))
    notes.push('Only what changed sets the rows apart: their recipes agree in everything else.');
  if (rows.some(({ published }) => published !== null))
    notes.push("Published: the notebook's test accuracy, after 100 epochs.");
  if (seeds.size > 1)
    notes.push("± one standard deviation over the seeds; [95 % interval of the mean, by Student's t].");
  if (compared !== undefined)
    notes.push(
      `${comparisonTitle(rows)}: test accuracy minus that of ${compared}, paired by seed (t-test); better or worse where the interval excludes 0.`,
    );
  return [...notes, ...machineNotes(rows)];
}

/** Which machines trained which runs, where others than the one that compares did. */
function machineNotes(rows: readonly Row[]): string[] {
  const counts = new Map<string, number>();
  for (const { machines = [] } of rows.flatMap(({ runs }) => runs))
    for (const machine of machines) counts.set(machine, (counts.get(machine) ?? 0) + 1);
  if (counts.size === 0) return [];
  const texts = [...counts].sort().map(([machine, runs]) => `${machine} (${runs} ${runs === 1 ? 'run' : 'runs'})`);
  return [`Trained on ${texts.join(', ')}.`];
}

const comparedWith = (rows: readonly Row[]) => rows.find(({ against }) => against)?.against?.variant;
