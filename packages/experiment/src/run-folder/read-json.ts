// A file of a run folder → its JSON, or its bytes.
import { readFile } from 'node:fs/promises';
import { MlpLabError, parseJson } from '@mlp-lab/core';

/** @throws MlpLabError `io` or `bad-data`, naming the file. */
export async function readJson(file: string, schema?: string): Promise<unknown> {
  const value = parseJson((await readBytes(file)).toString('utf8'), file) as { schema?: unknown } | null;
  if (schema !== undefined && value?.schema !== schema)
    throw new MlpLabError(
      'bad-data',
      `${file}: expected the schema ${schema}, received ${JSON.stringify(value?.schema) ?? 'none'}: ` +
        'was it written by another version of mlp-lab, or by another program?',
    );
  return value;
}

export async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new MlpLabError('io', `${file} can't be read: ${(cause as Error).message}`, { cause });
  }
}
