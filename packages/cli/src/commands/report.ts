// `mlp-lab report RUN`: all of a kept run in one page.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type OpenRunOptions, openRun } from '../open-run';
import { reportPage } from '../report/report-page';
import { writeFile } from '../write-file';

export async function reportCommand(path: string, options: OpenRunOptions & { output?: string }): Promise<void> {
  const run = await openRun(path, options);
  const isFolder = (await stat(path)).isDirectory();
  const { output = isFolder ? join(path, 'report.html') : path.replace(/(\.json)?$/, '.html'), data } = options;
  await writeFile(output, await reportPage(run, data));
  process.stdout.write(`${output}\n`);
}
