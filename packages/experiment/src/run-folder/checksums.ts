// The checksums of the files that are made from a run's networks: its report, its histories, its charts. They are in config.json.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '@mlp-lab/core';
import { checkShape } from './check-shape';
import { LOCK_FILE, lockFolder } from './lock';
import { readBytes, readJson } from './read-json';
import { seal, sha256, unseal } from './seal';

const CONFIG = 'config.json';

/**
 * Records the checksums of the report and the charts in a run's folder as they are now. Where a comparison is writing to the folder,
 * it does nothing: that comparison will write new ones.
 *
 * @throws MlpLabError `io` or `bad-data` where config.json can't be read.
 */
export async function recordChecksums(dir: string): Promise<void> {
  const unlock = await lockFolder(dir).catch(() => undefined);
  if (!unlock) return;
  try {
    await writeChecksums(dir);
  } finally {
    await unlock();
  }
}

/** The same, in a folder that is locked. */
export async function writeChecksums(dir: string): Promise<void> {
  const { value } = await readSealed(dir);
  const names = (await readdir(dir, { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);
  const files: Record<string, string> = {};
  for (const name of names.sort())
    if (/\.(json|csv|svg|html)$/.test(name) && name !== CONFIG && name !== LOCK_FILE)
      files[name] = sha256(await readBytes(join(dir, name)));
  await writeAtomically(join(dir, CONFIG), `${JSON.stringify(seal({ ...value, files }), null, 2)}\n`);
}

/**
 * Compares config.json, and the files that it has checksums of, with them. Run folders of the first versions have none.
 *
 * @returns a sentence for each file that is missing or another.
 * @throws MlpLabError `io` or `bad-data` where config.json can't be read.
 */
export async function changedFiles(dir: string): Promise<string[]> {
  const { value, isBroken } = await readSealed(dir);
  const changed = isBroken ? [`${join(dir, CONFIG)} is another than was written`] : [];
  for (const [name, wanted] of Object.entries(value.files ?? {})) {
    if (/[/\\]/.test(name)) continue; // not written by mlp-lab
    const bytes = await readBytes(join(dir, name)).catch(() => undefined);
    if (bytes === undefined) changed.push(`${join(dir, name)} is missing`);
    else if (sha256(bytes) !== wanted) changed.push(`${join(dir, name)} is another than was written`);
  }
  return changed;
}

async function readSealed(
  dir: string,
): Promise<{ value: { files?: Readonly<Record<string, string>> }; isBroken: boolean }> {
  const file = join(dir, CONFIG);
  return unseal(checkShape(await readJson(file), { 'files?': { '*': 'string' } }, `${file}:`) as object);
}
