// Report ↔ its JSON text. The text has no null, no empty list and no empty object as a field, because programs that read tables from
// JSON can't tell their types: what is absent is left out.
import { MlpLabError } from '@mlp-lab/core';
import { checkReport } from './check-report';
import type { EnsembleResult } from './ensemble-result';
import type { Estimate, Report, Row, Run } from './report';

/** The text of report.json: the report, without the fields that say nothing. `restoreReport` is its inverse. @throws MlpLabError `bad-data` for anything but a report. */
export function reportJson(report: Report): string {
  checkReport(report);
  return plainJson(report);
}

/**
 * The JSON text of plain data, two spaces a level, for programs that read tables: no field is null, an empty list, an empty object, NaN
 * or infinite; such a field is left out. Entries of lists stay in their places.
 *
 * @throws MlpLabError `bad-data` for data that JSON can't hold.
 */
export function plainJson(data: unknown): string {
  try {
    return `${JSON.stringify(withoutAbsent(data) ?? null, null, 2)}\n`;
  } catch (cause) {
    throw new MlpLabError('bad-data', `expected plain data: ${(cause as Error).message}`, { cause });
  }
}

function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, field]) => [key, withoutAbsent(field)] as const);
  return Object.fromEntries(fields.filter(([, field]) => !isAbsent(field)));
}

function isAbsent(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'number') return !Number.isFinite(value); // JSON would write null
  return value == null || (typeof value === 'object' && Object.keys(value).length === 0);
}

type Partly<Type> = { [Key in keyof Type]?: Type[Key] extends readonly unknown[] ? Type[Key] : Partly<Type[Key]> };

/** A report as it was parsed from JSON, with the fields that `reportJson` leaves out. Reports that have them stay as they are. */
export function restoreReport(parsed: object): Report {
  checkReport(parsed);
  const { rows, ...report } = parsed as Omit<Report, 'rows'> & { rows?: Partly<Row>[] };
  return { ...report, rows: (rows ?? []).map(restoreRow) };
}

function restoreRow({ testAccuracy, testLoss, origin, runs, ...row }: Partly<Row>): Row {
  return {
    changes: [],
    differs: [],
    published: null,
    ...row,
    ...(origin && { origin: { ...origin, options: origin.options ?? {} } }),
    testAccuracy: restoreEstimate(testAccuracy),
    testLoss: restoreEstimate(testLoss),
    runs: (runs ?? []).map(restoreRun),
  } as unknown as Row;
}

const restoreEstimate = (estimate: Partly<Estimate> | undefined): Estimate =>
  ({ mean: Number.NaN, sd: Number.NaN, n: 0, ...estimate }) as Estimate;

function restoreRun(run: Partly<Run>): Run {
  const { history, ensemble, members, ...rest } = run;
  return {
    testLoss: Number.NaN,
    ...rest,
    history: { loss: [], acc: [], val_loss: [], val_acc: [], ...history },
    ...(members && { members: members.map((member) => ({ testLoss: Number.NaN, ...member })) }),
    ...(ensemble && { ensemble: { weights: null, disputed: [], ...ensemble } as EnsembleResult }),
  } as Run;
}
