import { defineCommand } from '../command/define-command';
import { option } from '../command/option';
import { path } from '../options/parsers';
import { runArgument, runOptions } from '../options/shared-options';

export const report = defineCommand({
  name: 'report',
  description: 'write everything about a saved run to one HTML page',
  arguments: { path: runArgument },
  options: {
    output: option('<file>', 'file to write', path, {
      defaultText: 'report.html in the folder, or beside the report.json',
    }),
    ...runOptions,
  },
  examples: {
    'report runs/a': 'write runs/a/report.html',
    'report runs/a --variant relu --output relu.html': 'with the charts of one row',
  },
  async run({ path, ...options }) {
    const { writeReport } = await import('../saved-run/write-report');
    await writeReport(path, options);
  },
});
