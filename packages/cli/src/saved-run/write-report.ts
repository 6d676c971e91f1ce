// `report`: a saved run as one HTML page.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type OpenRunOptions, openRun } from '../open-run';
import type { Setup } from '../plugins/setup';
import { writeFile } from '../print/write-file';
import { reportPage } from '../report/report-page';

export async function writeReport(
  path: string,
  options: Omit<OpenRunOptions, 'registry'> & { setup: Setup; output?: string },
): Promise<void> {
  const run = await openRun(path, { ...options, registry: await options.setup.registry() });
  const isFolder = (await stat(path)).isDirectory();
  const { output = isFolder ? join(path, 'report.html') : path.replace(/(\.json)?$/, '.html'), data } = options;
  await writeFile(output, await reportPage(run, data));
  process.stdout.write(`${output}\n`);
}
