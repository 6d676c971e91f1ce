// `plot`: one chart of a saved run, as text in the terminal or as a file.
import { extname } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { type ChartName, chartNames, chartPage, missingCharts, type RunData, runCharts } from '@mlp-lab/report';
import { type Chart, renderSvg } from '@mlp-lab/viz';
import { chartText } from '../print/charts';
import { renderPdf } from '../print/render-pdf';
import { renderPng } from '../print/render-png';
import { table } from '../print/table';
import { print } from '../print/terminal';
import { writeDrawing } from '../print/write-file';
import { type ChartFormat, chartFormats } from './chart-formats';
import { type OpenOptions, openRun } from './open-run';

interface ChartOptions extends OpenOptions {
  chart: ChartName | 'list';
  format?: ChartFormat;
  output?: string;
  theme?: 'light' | 'dark';
  log?: boolean;
  to?: number[];
  width?: number;
  ascii?: boolean;
  font?: string;
}

export async function printChart(path: string, options: ChartOptions): Promise<void> {
  const { chart, output } = options;
  const run = await openRun(path, options);
  if (chart === 'list') return list(run);
  const format = options.format ?? formatOf(output);
  if (['png', 'pdf'].includes(format) && output === undefined && process.stdout.isTTY)
    throw new MlpLabError(
      'invalid-argument',
      `a terminal can't show ${format.toUpperCase()}: add --output FILE, or redirect the output to a file`,
    );
  const drawn = await runCharts[chart].draw(run, { log: options.log, thresholds: options.to });
  const bytes = await render(drawn, format, options);
  if (output === undefined) process.stdout.write(bytes);
  else await writeDrawing(output, bytes, run.stored.dir);
}

async function render(
  chart: Chart,
  format: ChartFormat,
  { theme, output, width, ascii, font }: Pick<ChartOptions, 'theme' | 'output' | 'width' | 'ascii' | 'font'>,
): Promise<string | Uint8Array> {
  switch (format) {
    case 'text':
      return `${chartText(chart, { to: output === undefined ? 'terminal' : 'file', width, ascii })}\n`;
    case 'svg':
      return renderSvg(chart, { theme });
    case 'png':
      return renderPng(chart, theme ?? 'light');
    case 'pdf':
      return renderPdf(chart, theme ?? 'light', font);
    case 'html':
      return chartPage(chart, theme);
  }
}

/** From the ending of the file's name; text for `.txt` and for no ending. */
function formatOf(output = ''): ChartFormat {
  const ending = extname(output).slice(1).toLowerCase();
  const format = ['', 'txt'].includes(ending) ? 'text' : chartFormats.find((format) => format === ending);
  if (format !== undefined) return format;
  throw new MlpLabError(
    'invalid-argument',
    `--output: expected a name that ends in .txt, .svg, .png, .html or .pdf, received ${output}: rename it, or choose with --format`,
  );
}

/** Every chart, and whether this run has it or why not. */
async function list(run: RunData): Promise<void> {
  const missing = await missingCharts(run);
  const lines = chartNames.map((name) => [name, runCharts[name].about, missing.get(name) ?? 'yes']);
  print(`${table(['Chart', 'What it shows', 'Available'], lines)}\n`);
}
