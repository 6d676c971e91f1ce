// A folder, and those above it that are missing.
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * As `mkdir` with `recursive`, which goes on for ever in a file system that makes no folders, such as /proc.
 *
 * @throws the file system's error where it can't be made.
 */
export async function makeFolder(folder: string): Promise<void> {
  const parent = dirname(resolve(folder));
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await isFolder(folder))) return;
    if (code !== 'ENOENT' || (await isFolder(parent))) throw error;
    await makeFolder(parent);
    await makeFolder(folder);
  }
}

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
