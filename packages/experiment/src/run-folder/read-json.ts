// A file of a run folder → its JSON, or its bytes.
import { MlpLabError, parseJson } from '@mlp-lab/core';
import { readFileBytes, statFile } from '@mlp-lab/core/files';

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

/** @throws MlpLabError as `readJson`. */
export async function readBytes(file: string, { most = MOST_BYTES, isNamed = false } = {}): Promise<Buffer> {
  try {
    const { size } = await statFile(file, isNamed);
    if (size > most)
      throw new MlpLabError('bad-data', `${file} is damaged: expected at most ${most} bytes, received ${size}`);
    const { buffer, byteOffset, byteLength } = await readFileBytes(file, { isNamed });
    return Buffer.from(buffer, byteOffset, byteLength);
  } catch (cause) {
    if (cause instanceof MlpLabError) throw cause;
    throw new MlpLabError('io', `${file} can't be read: ${(cause as Error).message}`, { cause });
  }
}
