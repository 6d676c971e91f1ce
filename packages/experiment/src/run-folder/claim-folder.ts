// Before anything is written into a folder: is it a run's, or free to become one? And what a killed writer left in it is removed.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { LOCK_FILE } from './lock';
import { readBytes } from './read-json';
import { CONFIG_SCHEMA } from './run-config';

/** What may lie in a folder of a run beside its config.json, each folder with the names of its files. */
const OWN: Readonly<Record<string, RegExp>> = {
  networks: /\.(json|f32|checkpoint\.bin)$/,
  models: /\.json$|\.[0-9a-f]{16}\.bin$/,
};

/** Files that no other program has. */
const NUMBERS = /\.(f32|checkpoint\.bin)$/;

/** Half-written files: NAME.UUID.tmp, of earlier versions NAME.NUMBER, and a lock that was being replaced. */
const HALF_WRITTEN = /\.(json|csv|f32|svg|html|bin)\.\d+$|\.[0-9a-f-]{36}\.tmp$|^lock\.json\.[\w-]+$/;

/**
 * Refuses a folder in which something else lies, such as a project with a config.json of its own. A missing folder is free.
 *
 * @throws MlpLabError `invalid-argument`, with the names of the files.
 */
export async function checkFolder(dir: string): Promise<void> {
  if (await isRun(dir)) return;
  const foreign = await foreignFiles(dir);
  if (foreign.length === 0) return;
  const names = `${foreign.slice(0, MAX_NAMES).join(', ')}${foreign.length > MAX_NAMES ? ', …' : ''}`;
  throw new MlpLabError(
    'invalid-argument',
    `${dir} contains files that are not of a run (${names}): choose an empty folder, or a new one: ${join(dir, 'run')}`,
  );
}

const MAX_NAMES = 3;

/** Removes all files of a network, and what is in their place. The folder must be locked. */
export async function removeNetwork(dir: string, id: string): Promise<void> {
  const isOf = (name: string, own: RegExp) => name.startsWith(`${id}.`) && own.test(name.slice(id.length));
  for (const [folder, own] of Object.entries(OF_NETWORK))
    for (const name of await namesIn(join(dir, folder)))
      if (isOf(name, own)) await rm(join(dir, folder, name), { recursive: true, force: true });
}

const OF_NETWORK: Readonly<Record<string, RegExp>> = {
  networks: /^\.(json|f32|held-out\.f32|checkpoint\.bin)$/,
  models: /^(\.json|\.[0-9a-f]{16}\.bin)$/,
};

/** Removes the half-written files of a run that was killed. The folder must be locked. */
export async function removeLeftovers(dir: string): Promise<void> {
  for (const folder of [dir, ...Object.keys(OWN).map((name) => join(dir, name))])
    for (const name of await namesIn(folder))
      if (HALF_WRITTEN.test(name)) await rm(join(folder, name), { force: true });
}

/** Whether mlp-lab's own config.json is there, or, where that is missing or damaged, networks. */
async function isRun(dir: string): Promise<boolean> {
  try {
    const text = await readBytes(join(dir, 'config.json'));
    return String(JSON.parse(text.toString())?.schema).startsWith(CONFIG_SCHEMA.split('@')[0]);
  } catch {
    return (await namesIn(join(dir, 'networks'))).some((name) => NUMBERS.test(name));
  }
}

async function foreignFiles(dir: string): Promise<string[]> {
  const names = (await namesIn(dir)).filter((name) => !name.startsWith('.')); // .git, .gitkeep, .DS_Store
  const ofOthers = names.filter((name) => !(name in OWN) && name !== LOCK_FILE && !HALF_WRITTEN.test(name));
  const within = Object.entries(OWN).map(async ([folder, own]) =>
    (await namesIn(join(dir, folder)))
      .filter((name) => !own.test(name) && !HALF_WRITTEN.test(name))
      .map((name) => `${folder}/${name}`),
  );
  return [...ofOthers, ...(await Promise.all(within)).flat()];
}

/** None where there is no such folder. */
const namesIn = (dir: string): Promise<string[]> => readdir(dir).catch(() => []);
