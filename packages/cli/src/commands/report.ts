// `mlp-lab report RUN`: all of a kept run in one page.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type OpenRunOptions, openRun } from '../open-run';
import type { Prepared } from '../prepare-command';
import { reportPage } from '../report/report-page';
import { writeFile } from '../write-file';

export async function reportCommand(
  path: string,
  options: Omit<OpenRunOptions, 'registry'> & Prepared & { output?: string },
): Promise<void> {
  const run = await openRun(path, { ...options, registry: await options.setup.registry() });
  const isFolder = (await stat(path)).isDirectory();
  const { output = isFolder ? join(path, 'report.html') : path.replace(/(\.json)?$/, '.html'), data } = options;
  await writeFile(output, await reportPage(run, data));
  process.stdout.write(`${output}\n`);
}
