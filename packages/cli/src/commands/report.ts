// `mlp-lab report RUN`: all of a kept run in one page.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reportPage } from '@mlp-lab/report';
import { madeBy, type OpenOptions, openRun } from '../open-run';
import { writeFile } from '../write-file';

export async function reportCommand(path: string, options: OpenOptions & { output?: string }): Promise<void> {
  const run = await openRun(path, options);
  const isFolder = (await stat(path)).isDirectory();
  const { output = isFolder ? join(path, 'report.html') : path.replace(/(\.json)?$/, '.html'), data } = options;
  await writeFile(output, await reportPage(run, { data, madeBy }));
  process.stdout.write(`${output}\n`);
}
