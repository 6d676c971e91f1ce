// Writes a file that the user named, completely or not at all.
import { MlpLabError } from '@mlp-lab/core';
import writeFileAtomic from 'write-file-atomic';

/** @throws MlpLabError `io`. */
export async function writeFile(path: string, data: string | Uint8Array): Promise<void> {
  try {
    await writeFileAtomic(path, typeof data === 'string' ? data : Buffer.from(data));
  } catch (cause) {
    throw new MlpLabError('io', `${path} can't be written: ${(cause as Error).message}`, { cause });
  }
}
