// A report's histories as a table: a line an epoch, for spreadsheets and notebooks.
import type { Report } from '../report/report';

const METRICS = ['loss', 'acc', 'val_loss', 'val_acc'] as const;

/** Columns: variant, seed, epoch (from 1), loss, acc, val_loss, val_acc; empty where there was no validation. RFC 4180, LF. */
export function historyCsv({ rows }: Report): string {
  const lines = rows.flatMap(({ variant, runs }) =>
    runs.flatMap(({ seed, history }) =>
      history.loss.map((_, epoch) =>
        [quote(variant), seed, epoch + 1, ...METRICS.map((metric) => history[metric][epoch] ?? '')].join(','),
      ),
    ),
  );
  return `${[['variant', 'seed', 'epoch', ...METRICS].join(','), ...lines].join('\n')}\n`;
}

function quote(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
