// `serve --export DIR`: the lab as a folder of files for any web host.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { type SiteOptions, siteFiles } from './site';

/** @throws MlpLabError `invalid-argument` for a folder that has other files; `io` where it can't be written. */
export async function exportSite(folder: string, options: SiteOptions): Promise<void> {
  const there = await readdir(folder).catch(() => [] as string[]);
  if (there.length > 0 && !(there.includes('index.html') && there.includes('session.json')))
    throw new MlpLabError(
      'invalid-argument',
      `--export: expected a new or empty folder, or an earlier export; ${folder} has other files`,
    );
  const files = await siteFiles(options);
  try {
    for (const [path, bytes] of files) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
  } catch (cause) {
    throw new MlpLabError('io', `--export: ${folder} can't be written: ${(cause as Error).message}`, { cause });
  }
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  process.stdout.write(`${folder}\n`);
  process.stderr.write(
    `${files.size} files, ${(bytes / 1e6).toFixed(1)} MB. Put the folder on any web host, at any path. Lessons are the files in ${join(folder, 'lessons')}.\n`,
  );
}
