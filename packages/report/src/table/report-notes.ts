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

/**
 * ` (6 of 100 epochs)` for a row whose training was stopped, of several seeds the one that was stopped first. The members of an ensemble
 * may have come to different epochs: ` (6 to 9 of 100 epochs)`.
 */
export function progressText({ runs }: Row): string {
  const [stopped] = runs.filter(({ plannedEpochs }) => plannedEpochs !== undefined).sort((a, b) => a.epochs - b.epochs);
  if (!stopped) return '';
  const { epochs, memberEpochs = [], plannedEpochs } = stopped;
  const furthest = Math.max(epochs, ...memberEpochs);
  return ` (${epochs}${furthest > epochs ? ` to ${furthest}` : ''} of ${plannedEpochs} epochs)`;
}

/** Rows whose finished training was trained on, in one sentence; none if there are none. */
function continuedNotes(rows: readonly Row[]): string[] {
  const after = rows.flatMap(({ title, runs }) => {
    const epochs = [...new Set(runs.flatMap(({ continuedAfter = [] }) => continuedAfter))];
    return epochs.length === 0 ? [] : [`${title} after ${epochs.join(' and ')} epochs`];
  });
  return after.length === 0 ? [] : [`A finished training was trained on: ${after.join(', ')}.`];
}

/** What the marks stand for, then what the columns are. */
export function tableNotes({ rows, dataset, madeBy = [] }: Report): string[] {
  const notes = [...(dataset.notes ?? [])];
  notes.push(...[...differenceMarks(rows)].map(([kind, mark]) => `${mark} also differs: ${kind}`));
  const seeds = new Set(rows.flatMap((row) => row.runs.map((run) => run.seed)));
  const compared = comparedWith(rows);
  if (rows.length > 1 && rows.every(({ differs }) => differs.length === 0))
    notes.push('Only what changed sets the rows apart: their recipes agree in everything else.');
  if (rows.some((row) => progressText(row) !== '' || row.stopped))
    notes.push('Training was stopped: the figures are those of networks half way.');
  notes.push(...continuedNotes(rows));
  notes.push(
    ...rows.flatMap(({ title, stopped = [] }) =>
      stopped.map(({ seed, message }) => `${title}, seed ${seed}: ${message}`),
    ),
  );
  notes.push(...rows.filter(({ failures = [] }) => failures.length > 0).map(failureNote));
  if (madeBy.length > 0 && madeBy.every(({ arithmetic }) => arithmetic === 'fused'))
    notes.push('Trained in fused arithmetic: products and their sums rounded once.');
  if (madeBy.length > 1)
    notes.push(
      `Trained by several versions, which may give other numbers: ${madeBy.map(({ version, arithmetic }) => `${version} (${arithmetic})`).join(', ')}.`,
    );
  if (rows.some(({ published }) => published !== null))
    notes.push("Published: the notebook's test accuracy, after 100 epochs.");
  if (seeds.size > 1)
    notes.push(
      "± one standard deviation over the seeds; [95 % interval of the mean, by Student's t]. Seconds: of all seeds together.",
    );
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

/** `Adam: 1 of 3 seeds failed, the figures are of the others; seed 2: the loss became NaN`, or `Adam: seed 1 failed: …` */
function failureNote({ title, runs, failures = [] }: Row): string {
  const of = runs.length + failures.length;
  const rest = runs.length > 0 ? ', the figures are of the others' : '';
  const reasons = failures.map(({ seed, message }) => `seed ${seed}: ${message}`);
  if (of === 1) return `${title}: seed ${failures[0].seed} failed: ${failures[0].message}`;
  return `${title}: ${failures.length} of ${of} seeds failed${rest}; ${reasons.join('; ')}`;
}

const comparedWith = (rows: readonly Row[]) => rows.find(({ against }) => against)?.against?.variant;
