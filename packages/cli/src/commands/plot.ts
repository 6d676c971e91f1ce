import { chartNames } from '@mlp-lab/report/chart-names';
import { defineCommand } from '../command/define-command';
import { choice, flag, option } from '../command/option';
import { accuracies, columns, path } from '../options/parsers';
import { runArgument, runOptions } from '../options/shared-options';
import { chartFormats } from '../saved-run/chart-formats';

export const plot = defineCommand({
  name: 'plot',
  description: 'draw a chart of a saved run',
  arguments: { path: runArgument },
  options: {
    chart: choice('<name>', 'which chart; list: all charts, and which of them this run has', [...chartNames, 'list'], {
      default: 'curves',
    }),
    format: choice('<name>', 'format to write', chartFormats, {
      defaultText: "from the ending of --output's name, otherwise text",
    }),
    output: option('<file>', 'write to this file instead of standard output', path),
    log: flag('draw the loss on a logarithmic axis (curves)'),
    to: option('<list>', 'one to three accuracies to reach (race)', accuracies, {
      defaultText: '0.8,0.9,0.95',
    }),
    width: option('<columns>', 'width of a text chart', columns, { defaultText: "the terminal's, at most 140" }),
    ascii: flag('draw text with ASCII characters only'),
    theme: choice('<name>', 'colours', ['light', 'dark'], {
      defaultText: "the reader's setting; light for PNG and PDF",
    }),
    font: option('<file>', 'TrueType or OpenType font of a PDF', path, { defaultText: 'DejaVu Sans' }),
    ...runOptions,
  },
  examples: {
    'plot runs/a --chart confusion': 'the confusion matrix of the most accurate row',
    'plot runs/a --chart list': 'which charts this run has',
    'plot runs/a --output curves.svg': 'the learning curves as a picture',
    'plot runs/a --output curves.pdf': 'the same for a paper: vector graphics with embedded fonts',
  },
  async run({ path, ...options }) {
    const { printChart } = await import('../saved-run/print-chart');
    await printChart(path, options);
  },
});
