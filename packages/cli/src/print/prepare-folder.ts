// A folder that results will be written to, before the work that makes them.
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { MlpLabError } from '@mlp-lab/core';
import { makeFolder } from '@mlp-lab/experiment/node';

/** Makes it where it is missing. @throws MlpLabError `io` where it can't be written to. */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new MlpLabError('io', `${folder}: expected a folder that can be written to: ${(cause as Error).message}`, {
      cause,
    });
  }
}
