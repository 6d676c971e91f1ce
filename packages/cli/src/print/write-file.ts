// Writes a file that the user named, completely or not at all.
import { basename, dirname, resolve } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { writeAtomically } from '@mlp-lab/core/files';

/** @throws MlpLabError `io`. */
export function writeFile(path: string, data: string | Uint8Array): Promise<void> {
  return attempt(path, () => writeAtomically(path, data, true));
}

/** The same for what was drawn from a run. In the run's own folder, its checksum is recorded, so that it does not seem to be damaged. */
export function writeDrawing(path: string, data: string | Uint8Array, run?: string): Promise<void> {
  const isInRun = run !== undefined && resolve(dirname(path)) === resolve(run);
  if (!isInRun) return writeFile(path, data);
  return attempt(path, async () => {
    const { writeDrawings } = await import('@mlp-lab/experiment/node');
    await writeDrawings(run, { [basename(path)]: data });
  });
}

async function attempt(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    throw new MlpLabError('io', `${path} can't be written: ${(cause as Error).message}`, { cause });
  }
}
