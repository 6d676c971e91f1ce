// A file of a run folder → its JSON, or its bytes.
import { stat } from 'node:fs/promises';
import { MlpLabError, parseJson, readFileBytes } from '@mlp-lab/core';

const MOST_JSON = 2 ** 28; // bytes: the report of 1,000 networks and 2,000 epochs
const MOST_BYTES = 2 ** 31 - 1; // what Node reads at once

/**
 * @param isNamed the user named this file, which may then be a pipe.
 * @throws MlpLabError `io` or `bad-data`, naming the file; for more than 256 MiB, before they are read.
 */
export async function readJson(file: string, schema?: string, isNamed = false): Promise<unknown> {
  const bytes = await readBytes(file, { most: MOST_JSON, isNamed });
  const value = parseJson(bytes.toString('utf8'), file) as { schema?: unknown } | null;
  if (schema !== undefined && value?.schema !== schema)
    throw new MlpLabError(
      'bad-data',
      `${file}: expected the schema ${schema}, received ${JSON.stringify(value?.schema) ?? 'none'}: ` +
        'was it written by another version of mlp-lab, or by another program?',
    );
  return value;
}

/** @throws MlpLabError as `readJson`; also for a pipe or a device, which may have no end. */
export async function readBytes(file: string, { most = MOST_BYTES, isNamed = false } = {}): Promise<Buffer> {
  try {
    const found = await stat(file);
    if (found.size > most)
      throw new MlpLabError('bad-data', `${file} is damaged: expected at most ${most} bytes, received ${found.size}`);
    if (!found.isFile() && !found.isDirectory() && !isNamed)
      throw new MlpLabError('bad-data', `${file} is damaged: expected a file, received a pipe or a device`);
    const { buffer, byteOffset, byteLength } = await readFileBytes(file, { isNamed });
    return Buffer.from(buffer, byteOffset, byteLength);
  } catch (cause) {
    if (cause instanceof MlpLabError) throw cause;
    throw new MlpLabError('io', `${file} can't be read: ${(cause as Error).message}`, { cause });
  }
}
