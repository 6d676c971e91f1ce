// Reports and images → charts as text, as wide as the terminal and in colour where it has any.
import type { Report } from '@mlp-lab/experiment';
import { accuracyChart, curvesChart } from '@mlp-lab/report';
import { type Chart, type DigitItem, digits, renderText } from '@mlp-lab/viz';
import { isAsciiOnly, pc, terminalColumns } from './terminal';

const WIDTH_ELSEWHERE = 100; // of files and pipes
const WIDEST = 140; // longer lines are hard to follow

/** The learning curves, or, where one epoch makes no curve, the accuracies as bars. */
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
  /** @default false, but ASCII all the same where the terminal or the locale shows nothing else */
  ascii?: boolean;
}

/** For a terminal; for a file without colours, and as wide as text is elsewhere. */
export function chartText(chart: Chart, { to = 'terminal', width, ascii = false }: TextOptions = {}): string {
  const columns = to === 'terminal' ? terminalColumns() : undefined;
  return renderText(chart, {
    width: width ?? Math.min(columns ?? WIDTH_ELSEWHERE, WIDEST),
    color: to === 'terminal' && pc.isColorSupported,
    ascii: ascii || isAsciiOnly(),
  });
}
