// A report's histories as a table: one line per epoch, for spreadsheets and notebooks.
import { checkReport } from '../report/check-report';
import type { Report } from '../report/report';

const METRICS = ['loss', 'acc', 'val_loss', 'val_acc'] as const;

/**
 * Columns: variant, seed, epoch (from 1), and loss, acc, val_loss and val_acc as far as any network measured them; empty where one did
 * not, or the number is not finite. RFC 4180, LF.
 *
 * @throws MlpLabError `bad-data` for anything but a report.
 */
export function historyCsv(report: Report): string {
  checkReport(report);
  const runs = report.rows.flatMap(({ variant, runs }) => runs.map((run) => ({ variant, ...run })));
  const metrics = METRICS.filter((metric) => runs.some(({ history }) => history[metric].length > 0));
  const lines = runs.flatMap(({ variant, seed, history }) =>
    history.loss.map((_, epoch) =>
      [quote(variant), seed, epoch + 1, ...metrics.map((metric) => figure(history[metric][epoch]))].join(','),
    ),
  );
  return `${[['variant', 'seed', 'epoch', ...metrics].join(','), ...lines].join('\n')}\n`;
}

/** All digits of the number; nothing where it is none, since programs disagree on how NaN and Infinity are written. */
const figure = (value: number | undefined): string => (Number.isFinite(value) ? String(value) : '');

function quote(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
