// Reports and images → text charts, as wide as the terminal, in colour if it has colours.
import type { Report } from '@mlp-lab/experiment';
import { accuracyChart, curvesChart } from '@mlp-lab/report';
import { type Chart, type DigitItem, digits, renderText } from '@mlp-lab/viz';
import { isAsciiOnly, pc, terminalColumns } from './terminal';

const FILE_WIDTH = 100; // columns in a file or a pipe
const MAX_WIDTH = 140; // longer lines are hard to follow

/** The learning curves or, after a single epoch, bars of the test accuracies. */
export function outcomeText(report: Report): string {
  const isCurve = report.rows.some(({ runs }) => runs.some(({ epochs }) => epochs > 1));
  return chartText(isCurve ? curvesChart(report) : accuracyChart(report));
}

export function digitsText(items: readonly DigitItem[], title: string): string {
  return chartText(digits(items, { title }));
}

export interface TextOptions {
  /** @default 'terminal' */
  to?: 'terminal' | 'file';
  /** In columns. @default the terminal's */
  width?: number;
  /** @default true if the terminal or the locale shows nothing but ASCII */
  ascii?: boolean;
}

/** For a terminal, or for a file: then without colours and 100 columns wide by default. */
export function chartText(chart: Chart, { to = 'terminal', width, ascii = false }: TextOptions = {}): string {
  const columns = to === 'terminal' ? terminalColumns() : undefined;
  return renderText(chart, {
    width: width ?? Math.min(columns ?? FILE_WIDTH, MAX_WIDTH),
    color: to === 'terminal' && pc.isColorSupported,
    ascii: ascii || isAsciiOnly(),
  });
}
