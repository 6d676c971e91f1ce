// Writes a file that the user named, completely or not at all.
import { MlpLabError, writeAtomically } from '@mlp-lab/core';

/** @throws MlpLabError `io`. */
export async function writeFile(path: string, data: string | Uint8Array): Promise<void> {
  try {
    await writeAtomically(path, data);
  } catch (cause) {
    throw new MlpLabError('io', `${path} can't be written: ${(cause as Error).message}`, { cause });
  }
}
