// Which run of a report the charts of a single network show.
import { checkNumber, checkOptions, checkString, MlpLabError, suggestNames } from '@mlp-lab/core';
import { checkReport, type Report, type Row } from '@mlp-lab/experiment';
import type { ChosenRun, RunData } from './run-data';

/** One row of a report and one of its seeds. */
export interface RunChoice {
  /** The row, by its variant's full name. @default the row with the best test accuracy */
  variant?: string | undefined;
  /** One of its seeds. @default the row's first seed */
  seed?: number | undefined;
}

/**
 * The row and the seed that a chart of one network is about.
 *
 * @throws MlpLabError `unknown-name` for a row or a seed that the report does not have; `bad-data` for anything but a report, and where
 * no network was trained.
 */
export function chooseRun(report: Report, choice?: RunChoice): ChosenRun {
  checkReport(report);
  const { variant, seed } = checkOptions<RunChoice>('chooseRun', choice, { variant: checkString, seed: checkNumber });
  const { rows } = report;
  const trained = rows.filter(({ runs }) => runs.length > 0);
  if (trained.length === 0) throw new MlpLabError('bad-data', `the report has no run: ${whyNone(rows)}`);
  const row = variant === undefined ? bestRow(trained) : trained.find((row) => row.variant === variant);
  if (!row) {
    const names = trained.map(({ variant }) => variant);
    throw new MlpLabError('unknown-name', `the run has no row '${variant}': ${suggestNames(variant!, names)}`);
  }
  const run = seed === undefined ? row.runs[0] : row.runs.find((run) => run.seed === seed);
  if (run) return { row, run };
  const seeds = row.runs.map((run) => run.seed).join(', ');
  throw new MlpLabError('unknown-name', `${row.variant} has no seed ${seed}: expected one of ${seeds}`);
}

function whyNone(rows: readonly Row[]): string {
  const stopped = rows.flatMap(({ variant, stopped = [] }) =>
    stopped.map(({ seed, message }) => `${variant}, seed ${seed}: ${message}`),
  );
  return stopped.length > 0 ? `${stopped.join('; ')}; rerun the command to resume` : 'all of its networks failed';
}

/** The run that was chosen, or the default. */
export function chosenRun({ chosen, report }: Pick<RunData, 'chosen' | 'report'>): ChosenRun {
  return chosen ?? chooseRun(report);
}

/** The row with the highest mean test accuracy; the first of equal ones. @param rows one or more, each with a run. */
export function bestRow(rows: readonly Row[]): Row {
  return rows.reduce((a, b) => (b.testAccuracy.mean > a.testAccuracy.mean ? b : a));
}

/** A row's variant, as curves and commands name it; a letter, as the lab's cards have, says what it stands for. */
export const rowName = ({ variant, title }: Row): string => (variant.length > 1 ? variant : `${title} (${variant})`);

/** How a chart names a run: as its row, with the seed where the row has several. */
export function runName({ row, run }: ChosenRun): string {
  return row.runs.length > 1 ? `${rowName(row)}, seed ${run.seed}` : rowName(row);
}
