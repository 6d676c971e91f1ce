// `report`: a saved run as one HTML page.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reportPage } from '@mlp-lab/report';
import { writeDrawing } from '../print/write-file';
import { madeBy } from './made-by';
import { type OpenOptions, openRun } from './open-run';

export async function writeReport(path: string, options: OpenOptions & { output?: string }): Promise<void> {
  const run = await openRun(path, options);
  const isFolder = (await stat(path)).isDirectory();
  const { output = isFolder ? join(path, 'report.html') : path.replace(/(\.json)?$/, '.html'), data } = options;
  await writeDrawing(output, await reportPage(run, { data, madeBy }), run.stored.dir);
  process.stdout.write(`${output}\n`);
}
