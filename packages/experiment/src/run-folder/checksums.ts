// The checksums of the files that are made from a run's networks: its report, its histories, its charts. They are in config.json.
import { join } from 'node:path';
import { writeAtomically } from '@mlp-lab/core/files';
import { checkShape } from './check-shape';
import { lockFolder } from './lock';
import { readBytes, readJson } from './read-json';
import { seal, sha256, unseal } from './seal';

const CONFIG = 'config.json';

/**
 * Writes what is drawn from a run, such as its page, into its folder, and records the checksums. Where a comparison is writing to the
 * folder, none are recorded: that comparison will write these files anew.
 *
 * @param files their contents, by their names.
 * @throws MlpLabError `io` or `bad-data` where config.json can't be read; the file system's error where a file can't be written.
 */
export async function writeDrawings(dir: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const names = Object.keys(files);
  const isRun = await readBytes(join(dir, CONFIG)).then(
    () => true,
    () => false, // a report alone
  );
  const unlock = isRun ? await lockFolder(dir).catch(() => undefined) : undefined;
  try {
    if (unlock) await writeChecksums(dir, { forget: names }); // whoever ends this here leaves no file that seems to be damaged
    await Promise.all(names.map((name) => writeAtomically(join(dir, name), files[name])));
    if (unlock) await writeChecksums(dir, { record: names });
  } finally {
    await unlock?.();
  }
}

/** Changes which files of a run config.json has checksums of, and to what they are now. The folder must be locked. */
export async function writeChecksums(
  dir: string,
  { record = [], forget = [] }: { record?: readonly string[]; forget?: readonly string[] },
): Promise<void> {
  const { value } = await readSealed(dir);
  const files = new Map(Object.entries(value.files ?? {}));
  for (const name of forget) files.delete(name);
  for (const name of record) files.set(name, sha256(await readBytes(join(dir, name))));
  const sorted = Object.fromEntries([...files].sort());
  await writeAtomically(join(dir, CONFIG), `${JSON.stringify(seal({ ...value, files: sorted }), null, 2)}\n`);
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
